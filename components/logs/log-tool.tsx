'use client';

import { Button, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import styles from './logs.module.css';

interface Props {
  /** What it does, for the tooltip and for those who can't see it; holds `text`. */
  name: string;
  /** One word, shown where there is room. */
  text: string;
  icon: ReactNode;
  /** Given for what is on or off. */
  on?: boolean;
  onClick?: () => void;
  href?: string;
  download?: string;
}

/** A tool of the log: an icon with a word beside it where there is room. */
export function LogTool({ name, text, on, ...rest }: Props) {
  return (
    <Tooltip title={name}>
      <Button
        size="small"
        type={on === true ? 'default' : 'text'}
        aria-label={name}
        {...(on === undefined ? {} : { 'aria-pressed': on })}
        className={on === true ? (styles.on ?? '') : ''}
        {...rest}
      >
        <span className={styles.toolText}>{text}</span>
      </Button>
    </Tooltip>
  );
}

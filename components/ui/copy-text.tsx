'use client';

import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useTranslations } from 'next-intl';
import { useEffect, useState, type ReactNode } from 'react';
import { copyText } from '@/lib/client/copy-text';
import styles from './ui.module.css';

interface Props {
  text: string;
  /** What is shown; the text itself when not given. */
  children?: ReactNode;
  /** What is copied, for the button's name: “Copy digest”. */
  what?: string;
}

/** A text in monospace with a button that copies it. */
export function CopyText({ text, children, what }: Props) {
  const t = useTranslations('common');
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const label = copied ? t('copied') : t('copy', { what: what ?? '' });
  return (
    <span className={styles.copy}>
      <code>{children ?? text}</code>
      <Tooltip title={label}>
        <Button
          type="text"
          size="small"
          aria-label={label}
          icon={copied ? <CheckOutlined /> : <CopyOutlined />}
          onClick={() => void copyText(text).then(setCopied)}
        />
      </Tooltip>
    </span>
  );
}

'use client';

import { useId, type ReactNode } from 'react';
import styles from './ui.module.css';

interface Props {
  title: ReactNode;
  /** Beside the title, at the right. */
  extra?: ReactNode;
  /** Without inner space, for tables and lists. */
  flush?: boolean;
  children: ReactNode;
}

/** A titled block of a page. */
export function Section({ title, extra, flush = false, children }: Props) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.sectionHead}>
        <h2 id={id}>{title}</h2>
        {extra}
      </div>
      <div className={flush ? styles.flush : styles.sectionBody}>{children}</div>
    </section>
  );
}

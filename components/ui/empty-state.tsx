'use client';

import type { ReactNode } from 'react';
import styles from './ui.module.css';

/** Nothing here yet: one sentence, and the next step as a button. */
export function EmptyState({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p>{children}</p>
      {action}
    </div>
  );
}

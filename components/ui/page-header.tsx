'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import styles from './ui.module.css';

interface Props {
  title: ReactNode;
  /** One line below the title. */
  description?: ReactNode;
  /** Where one comes from; the last part is the title itself. */
  trail?: { href: string; text: string }[];
  /** State beside the title. */
  extra?: ReactNode;
  /** Acts, the most wanted one last. */
  actions?: ReactNode;
}

/** The head of a page: where one is, its state, and what can be done here. */
export function PageHeader({ title, description, trail = [], extra, actions }: Props) {
  return (
    <header className={styles.pageHeader}>
      <div className={styles.pageTitle}>
        {trail.length > 0 && (
          <nav className={styles.trail}>
            {trail.map((step, index) => (
              <span key={step.href}>
                {index > 0 && <span aria-hidden="true"> / </span>}
                <Link href={step.href}>{step.text}</Link>
              </span>
            ))}
          </nav>
        )}
        <div className={styles.titleLine}>
          <h1>{title}</h1>
          {extra}
        </div>
        {description && <p className="quiet">{description}</p>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}

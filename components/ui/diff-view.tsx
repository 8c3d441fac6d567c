'use client';

import { useTranslations } from 'next-intl';
import styles from './ui.module.css';

const CLASS: Record<string, string | undefined> = {
  '+': styles.diffAdd,
  '-': styles.diffDel,
  '@': styles.diffHunk,
};

/** The lines of a unified diff; added and removed ones keep their sign beside the colour. */
export function DiffView({ diff, label }: { diff: string; label?: string }) {
  const t = useTranslations('common');
  const lines = diff.replace(/\n$/, '').split('\n');
  return (
    <pre className={styles.diff} tabIndex={0} aria-label={label ?? t('diff')}>
      {lines.map((line, index) => (
        // Lines of a diff have no identity but their place.
        <span key={index} className={CLASS[line[0] ?? ' '] ?? styles.diffSame}>
          {line}
          {'\n'}
        </span>
      ))}
    </pre>
  );
}

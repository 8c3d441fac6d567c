'use client';

import { useTranslations } from 'next-intl';
import styles from './ui.module.css';

interface Props {
  label: string;
  /** Numbers in one unit; `hard` null means no limit. */
  used: number;
  added?: number;
  hard: number | null;
  /** How a number is written: `1.5 cores`, `2 GiB`. */
  format: (value: number) => string;
}

/** Use of a quota as a bar, with what a plan would add drawn in. */
export function QuotaBar({ label, used, added = 0, hard, format }: Props) {
  const t = useTranslations('common');
  const total = used + added;
  const share = (value: number) => (hard ? Math.min(100, (value / hard) * 100) : 0);
  const tone = hard !== null && total > hard ? 'bad' : hard !== null && total >= hard * 0.9 ? 'warn' : 'ok';
  const text =
    hard === null
      ? t('quota.unlimited', { used: format(total) })
      : t('quota.of', { used: format(total), hard: format(hard) });
  return (
    <div className={styles.quota} data-tone={tone}>
      <div className={styles.quotaLine}>
        <span>{label}</span>
        <span className="nowrap">
          {added > 0 && <span className="quiet">{t('quota.added', { added: format(added) })} </span>}
          {text}
          {tone === 'bad' && <strong className={styles.over}> {t('quota.over')}</strong>}
        </span>
      </div>
      {hard !== null && (
        <div
          className={styles.bar}
          role="meter"
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={hard}
          aria-valuenow={Math.min(total, hard)}
          aria-valuetext={text}
        >
          <span className={styles.used} style={{ inlineSize: `${share(used)}%` }} />
          <span
            className={styles.added}
            style={{ inlineSize: `${Math.min(100 - share(used), share(added))}%` }}
          />
        </div>
      )}
    </div>
  );
}

'use client';

import { useTranslations } from 'next-intl';
import { DiffView } from '@/components/ui';
import { diffYaml, toYaml } from '@/lib/domain/app';
import type { AuditRow } from './audit-table';
import styles from './audit.module.css';

/** What an act changed, as a diff of before and after; and what was asked for. */
export function Change({ row }: { row: AuditRow }) {
  const t = useTranslations('audit.change');
  const diff = diffYaml(row.before, row.after);
  return (
    <>
      {diff ? <DiffView diff={diff} label={t('title')} /> : <p className="quiet">{t('none')}</p>}
      {isFilled(row.input) && (
        <>
          <h3 className={styles.part}>{t('input')}</h3>
          <pre className={styles.input} tabIndex={0}>
            {toYaml(row.input)}
          </pre>
        </>
      )}
    </>
  );
}

function isFilled(value: unknown): boolean {
  return value !== null && typeof value === 'object' && Object.keys(value).length > 0;
}

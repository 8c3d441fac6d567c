'use client';

import { Descriptions, Drawer } from 'antd';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useLocale } from 'next-intl';
import type { ReactNode } from 'react';
import { CopyText, duration, exactTime, Loading } from '@/components/ui';
import { actionWords } from './action-words';
import type { AuditRow } from './audit-table';
import styles from './audit.module.css';
import { ResultDot } from './result-dot';
import { SessionLink } from './session-link';

// The YAML and diff libraries come only when somebody opens a row.
const Change = dynamic(() => import('./change').then((module) => module.Change), {
  loading: () => <Loading />,
});

/** One act in full: who, from where, what, before and after, and how it ended. */
export function RowDrawer({ row, onClose }: { row: AuditRow | null; onClose: () => void }) {
  const t = useTranslations('audit');
  return (
    <Drawer open={row !== null} onClose={onClose} size={640} title={row && actionWords(t, row.action)}>
      {row && (
        <>
          <Facts row={row} />
          <h3 className={styles.part}>{t('change.title')}</h3>
          <Change row={row} />
        </>
      )}
    </Drawer>
  );
}

function Facts({ row }: { row: AuditRow }) {
  const t = useTranslations('audit');
  const locale = useLocale();
  const facts: [string, ReactNode][] = [
    ['key', <code key="key">{row.action}</code>],
    ['result', <ResultDot key="result" result={row.result} />],
    ['detail', [row.code, row.detail].filter(Boolean).join(': ')],
    ['target', row.target && <code key="target">{row.target}</code>],
    ['project', row.project],
    ['tenant', row.tenant],
    [
      'session',
      row.action === 'shell.open' && row.project && (
        <SessionLink key="session" project={row.project} audit={row.id} />
      ),
    ],
    ['actor', `${row.actor} (${row.via})`],
    ['address', row.address],
    ['userAgent', row.userAgent],
    ['at', exactTime(new Date(row.at), locale)],
    ['duration', row.durationMs === null ? '' : duration(row.durationMs)],
    ['requestId', <CopyText key="request" text={row.requestId} what={t('column.requestId')} />],
  ];
  return (
    <Descriptions
      column={1}
      size="small"
      bordered
      items={facts
        .filter(([, value]) => value)
        .map(([key, children]) => ({ key, label: t(`column.${key}`), children }))}
    />
  );
}

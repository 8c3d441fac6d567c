'use client';

import { Button, type TableColumnsType } from 'antd';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { z } from 'zod';
import { DataTable, duration, EmptyState, RelativeTime, type Pages } from '@/components/ui';
import type { auditRowSchema } from '@/lib/contract/audit';
import { actionWords } from './action-words';
import styles from './audit.module.css';
import { ResultDot } from './result-dot';

export type AuditRow = z.output<typeof auditRowSchema>;

interface Props {
  pages: Pages<AuditRow>;
  filtered: boolean;
  toolbar: ReactNode;
  onOpen: (row: AuditRow) => void;
}

/** The acts as rows; the button in the first cell opens one by keyboard. */
export function AuditTable({ pages, filtered, toolbar, onOpen }: Props) {
  const t = useTranslations('audit');
  const columns: TableColumnsType<AuditRow> = [
    {
      title: t('column.action'),
      key: 'action',
      render: (_, row) => (
        <Button type="link" size="small" className={styles.action} onClick={() => onOpen(row)}>
          {actionWords(t, row.action)}
        </Button>
      ),
    },
    { title: t('column.target'), key: 'target', render: (_, row) => <Target row={row} /> },
    { title: t('column.actor'), key: 'actor', render: (_, row) => <Actor row={row} /> },
    { title: t('column.result'), key: 'result', render: (_, row) => <ResultDot result={row.result} /> },
    {
      title: t('column.duration'),
      key: 'duration',
      align: 'right',
      render: (_, row) => (
        <span className="nowrap">{row.durationMs === null ? '—' : duration(row.durationMs)}</span>
      ),
    },
    { title: t('column.at'), key: 'at', render: (_, row) => <RelativeTime at={row.at} /> },
  ];
  return (
    <DataTable
      label={t('title')}
      columns={columns}
      rowKey={(row) => row.id}
      pages={pages}
      filtered={filtered}
      toolbar={toolbar}
      onOpen={onOpen}
      empty={<EmptyState>{t('empty')}</EmptyState>}
    />
  );
}

function Target({ row }: { row: AuditRow }) {
  const where = row.project ?? row.tenant;
  return (
    <span className={styles.target}>
      <code>{row.target || '—'}</code>
      {where && where !== row.target && <span className="quiet">{where}</span>}
    </span>
  );
}

function Actor({ row }: { row: AuditRow }) {
  const t = useTranslations('audit.via');
  const known = ['session', 'token', 'cli', 'job'].includes(row.via);
  return (
    <span className={styles.target}>
      <span>{row.actor}</span>
      <span className="quiet">
        {known ? t(row.via) : row.via} · {row.address}
      </span>
    </span>
  );
}

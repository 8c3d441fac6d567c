'use client';

import { Tag, type TableColumnsType } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { DataTable, Digest, EmptyState, RelativeTime, SearchInput, usePages } from '@/components/ui';
import { call } from '@/lib/client/call';
import { listArtifacts } from '@/lib/contract/registries';
import { formatBytes } from './bytes';
import { CveBadge } from './cve-badge';
import styles from './registries.module.css';
import type { Artifact, Registry } from './types';

const PAGE = 25;
const SHOWN_TAGS = 8;

/** The artifacts of a repository, newest first. */
export function ArtifactTable({ registry, repository }: { registry: Registry; repository: string }) {
  const t = useTranslations('registries');
  const locale = useLocale();
  const [search, setSearch] = useState('');
  const pages = usePages<Artifact>(
    ['registry', registry.name, 'artifacts', repository, 'browse', search],
    (cursor, signal) =>
      call(
        listArtifacts,
        {
          params: { registry: registry.name },
          query: { repository, search, limit: PAGE, ...(cursor ? { cursor } : {}) },
        },
        { signal },
      ),
  );
  const columns: TableColumnsType<Artifact> = [
    { title: t('browser.column.tags'), key: 'tags', render: (_, row) => <Tags artifact={row} /> },
    { title: t('browser.column.digest'), key: 'digest', render: (_, row) => <Digest digest={row.digest} /> },
    {
      title: t('browser.column.size'),
      key: 'size',
      align: 'right',
      render: (_, row) => (row.size === null ? '—' : formatBytes(row.size, locale)),
    },
    {
      title: t(registry.kind === 'harbor' ? 'browser.column.time' : 'browser.column.built'),
      key: 'time',
      render: (_, row) => <RelativeTime at={row.pushedAt} />,
    },
    {
      title: t('browser.column.platforms'),
      key: 'platforms',
      render: (_, row) => row.platforms.join(', ') || '—',
    },
    ...(pages.rows.some((row) => row.scan !== null)
      ? [
          {
            title: t('browser.column.scan'),
            key: 'scan',
            render: (_: unknown, row: Artifact) => <CveBadge scan={row.scan} />,
          },
        ]
      : []),
  ];
  return (
    <DataTable<Artifact>
      label={repository}
      columns={columns}
      rowKey={(row) => `${row.digest ?? ''}:${row.tags[0] ?? ''}`}
      pages={pages}
      filtered={search !== ''}
      toolbar={<SearchInput value={search} onChange={setSearch} label={t('browser.tagSearch')} />}
      empty={<EmptyState>{t('browser.noneTags')}</EmptyState>}
    />
  );
}

function Tags({ artifact }: { artifact: Artifact }) {
  const t = useTranslations('registries.browser');
  const shown = artifact.tags.slice(0, SHOWN_TAGS);
  const more = artifact.tags.length - shown.length;
  return (
    <span className={styles.tags}>
      {shown.length === 0 && <span className="quiet">{t('untagged')}</span>}
      {shown.map((tag) => (
        <Tag key={tag} className="mono">
          {tag}
        </Tag>
      ))}
      {more > 0 && <span className="quiet">{t('more', { count: more })}</span>}
      {artifact.type !== 'image' && <span className="quiet">{t('notImage', { type: artifact.type })}</span>}
    </span>
  );
}

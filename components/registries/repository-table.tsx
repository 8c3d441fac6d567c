'use client';

import { useQuery } from '@tanstack/react-query';
import { Alert, Button, type TableColumnsType } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { DataTable, EmptyState, RelativeTime, SearchInput, usePages } from '@/components/ui';
import { call } from '@/lib/client/call';
import { searchRepositories } from '@/lib/contract/registries';

interface Row {
  name: string;
  artifacts: number | null;
  updatedAt: string | null;
}

/** The repositories of a registry. */
export function RepositoryTable({
  registry,
  onOpen,
}: {
  registry: string;
  onOpen: (repository: string) => void;
}) {
  const t = useTranslations('registries.browser');
  const [search, setSearch] = useState('');
  const load = (cursor: string | undefined, signal: AbortSignal) =>
    call(
      searchRepositories,
      { params: { registry }, query: { search, ...(cursor ? { cursor } : {}) } },
      { signal },
    );
  const key = ['registry', registry, 'repositories', 'browse', search];
  const first = useQuery({
    queryKey: [...key, 'state'],
    queryFn: ({ signal }) => load(undefined, signal),
    retry: false,
    refetchInterval: ({ state }) => (state.data && !state.data.complete ? 1500 : false),
  });
  // Once a big registry was read to its end, the rows are asked for again.
  const pages = usePages<Row>([...key, first.data?.complete ?? false], load);
  const columns: TableColumnsType<Row> = [
    {
      title: t('repositories'),
      key: 'name',
      render: (_, row) => (
        <Button type="link" className="mono" style={{ padding: 0 }} onClick={() => onOpen(row.name)}>
          {row.name}
        </Button>
      ),
    },
    {
      key: 'artifacts',
      render: (_, row) => (row.artifacts === null ? null : t('artifacts', { count: row.artifacts })),
    },
    {
      key: 'time',
      render: (_, row) => (row.updatedAt === null ? null : <RelativeTime at={row.updatedAt} />),
    },
  ];
  const refused = first.data?.refused ?? [];
  return (
    <>
      {first.data && !first.data.complete && <Alert type="info" showIcon title={t('reading')} />}
      {refused.length > 0 && (
        <Alert type="warning" showIcon title={t('refused', { projects: refused.join(', ') })} />
      )}
      <DataTable<Row>
        label={t('repositories')}
        columns={columns}
        rowKey={(row) => row.name}
        pages={pages}
        filtered={search !== ''}
        toolbar={<SearchInput value={search} onChange={setSearch} label={t('search')} />}
        empty={<EmptyState>{t('none')}</EmptyState>}
        onOpen={(row) => onOpen(row.name)}
      />
    </>
  );
}

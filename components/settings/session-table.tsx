'use client';

import { useQuery } from '@tanstack/react-query';
import { Button, Tag, type TableColumnsType } from 'antd';
import { useTranslations } from 'next-intl';
import { EmptyState, ErrorState, Loading, PlainTable, RelativeTime, useAct } from '@/components/ui';
import { call } from '@/lib/client/call';
import type { Answer } from '@/lib/contract/operation';
import { endSession, listSessions } from '@/lib/contract/sessions';
import { browserOf } from '@/lib/domain/identity';

type Row = Answer<typeof listSessions>['items'][number];

/** Sessions that hold, one's own or, for administrators, those of `user`; each can be ended. */
export function SessionTable({ user }: { user?: string }) {
  const t = useTranslations('settings.sessions');
  const query = useQuery({
    queryKey: ['sessions', user ?? ''],
    queryFn: ({ signal }) => call(listSessions, { query: user ? { user } : {} }, { signal }),
  });
  const end = useAct<Row>({
    run: (row) => call(endSession, { params: { session: row.id } }),
    done: t('ended'),
    refresh: [['sessions']],
  });
  if (query.error) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Loading rows={3} />;
  if (query.data.items.length === 0) return <EmptyState>{t('empty')}</EmptyState>;

  const columns: TableColumnsType<Row> = [
    { key: 'device', title: t('device'), render: (_, row) => <Device row={row} /> },
    { key: 'address', title: t('address'), render: (_, row) => <code>{row.address}</code> },
    { key: 'started', title: t('started'), render: (_, row) => <RelativeTime at={row.createdAt} /> },
    { key: 'lastSeen', title: t('lastSeen'), render: (_, row) => <RelativeTime at={row.lastSeenAt} /> },
    {
      key: 'acts',
      title: <span className="visually-hidden">{t('acts')}</span>,
      align: 'end',
      render: (_, row) =>
        row.current ? null : (
          <Button
            size="small"
            aria-label={t('endName', { address: row.address })}
            loading={end.isPending && end.variables.id === row.id}
            onClick={() => end.mutate(row)}
          >
            {t('end')}
          </Button>
        ),
    },
  ];
  return (
    <PlainTable<Row>
      aria-label={t('label')}
      columns={columns}
      rowKey={(row) => row.id}
      dataSource={query.data.items}
    />
  );
}

function Device({ row }: { row: Row }) {
  const t = useTranslations('settings.sessions');
  const { browser, system } = browserOf(row.userAgent);
  const name = browser && system ? t('on', { browser, system }) : (browser ?? system ?? t('unknown'));
  return (
    <span title={row.userAgent} className="nowrap">
      {name} {row.current && <Tag>{t('current')}</Tag>}
    </span>
  );
}

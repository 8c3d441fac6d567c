'use client';

import { useQuery } from '@tanstack/react-query';
import { App, Button, type TableColumnsType } from 'antd';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import {
  EmptyState,
  ErrorState,
  Loading,
  PlainTable,
  RelativeTime,
  Section,
  useAct,
  useEverOpen,
} from '@/components/ui';
import { SecretOnce } from '@/components/ui/secret-once';
import { call } from '@/lib/client/call';
import type { Answer } from '@/lib/contract/operation';
import { type createToken, deleteToken, listTokens } from '@/lib/contract/tokens';

const TokenForm = dynamic(() => import('./token-form').then((module) => module.TokenForm), { ssr: false });

type Row = Answer<typeof listTokens>['items'][number];
type Made = Answer<typeof createToken>;

/** One's own tokens: made here, shown once, deleted here. */
export function TokenSection() {
  const t = useTranslations('settings.tokens');
  const { modal } = App.useApp();
  const [creating, setCreating] = useState(false);
  const formOpened = useEverOpen(creating);
  const [made, setMade] = useState<Made | null>(null);
  const query = useQuery({
    queryKey: ['tokens'],
    queryFn: ({ signal }) => call(listTokens, {}, { signal }),
  });
  const remove = useAct<Row>({
    run: (row) => call(deleteToken, { params: { token: row.id } }),
    done: t('deleted'),
    refresh: [['tokens']],
  });
  const ask = (row: Row) =>
    void modal.confirm({
      title: t('deleteTitle', { name: row.name }),
      content: t('deleteText', { children: madeWith(query.data?.items ?? [], row.id) }),
      okText: t('delete'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync(row).catch(() => undefined),
    });
  const create = (
    <Button onClick={() => setCreating(true)} type={query.data?.items.length === 0 ? 'primary' : 'default'}>
      {t('create')}
    </Button>
  );
  const some = query.data && query.data.items.length > 0;
  return (
    <Section title={t('title')} extra={some ? create : undefined}>
      <p className="quiet" style={{ marginBlockEnd: 12 }}>
        {t('hint')}
      </p>
      {query.error && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <Loading rows={2} />}
      {query.data?.items.length === 0 && <EmptyState action={create}>{t('empty')}</EmptyState>}
      {some && <TokenTable rows={query.data.items} onDelete={ask} />}
      {formOpened && (
        <TokenForm
          open={creating}
          onClose={() => setCreating(false)}
          onMade={(token) => {
            setCreating(false);
            setMade(token);
          }}
        />
      )}
      <SecretOnce
        open={made !== null}
        title={t('onceTitle', { name: made?.name ?? '' })}
        what={t('token')}
        warning={t('onceWarning')}
        secret={made?.token ?? ''}
        onClose={() => setMade(null)}
      />
    </Section>
  );
}

/** How many tokens end with one: those that were made with it, and with these. */
function madeWith(rows: readonly Row[], id: string): number {
  const children = rows.filter(({ parentId }) => parentId === id);
  return children.reduce((count, child) => count + 1 + madeWith(rows, child.id), 0);
}

function TokenTable({ rows, onDelete }: { rows: Row[]; onDelete: (row: Row) => void }) {
  const t = useTranslations('settings.tokens');
  const columns: TableColumnsType<Row> = [
    {
      key: 'name',
      title: t('name'),
      render: (_, row) => {
        const parent = rows.find(({ id }) => id === row.parentId);
        return (
          <>
            {row.name}
            {parent && <span className="quiet"> {t('madeWith', { name: parent.name })}</span>}
          </>
        );
      },
    },
    { key: 'begins', title: t('begins'), render: (_, row) => <code>{row.prefix}…</code> },
    { key: 'created', title: t('created'), render: (_, row) => <RelativeTime at={row.createdAt} /> },
    { key: 'lastUsed', title: t('lastUsed'), render: (_, row) => <Used at={row.lastUsedAt} /> },
    { key: 'expires', title: t('expires'), render: (_, row) => <Used at={row.expiresAt} /> },
    {
      key: 'acts',
      title: <span className="visually-hidden">{t('acts')}</span>,
      align: 'end',
      render: (_, row) => (
        <Button
          size="small"
          danger
          aria-label={t('deleteName', { name: row.name })}
          onClick={() => onDelete(row)}
        >
          {t('delete')}
        </Button>
      ),
    },
  ];
  return (
    <PlainTable<Row> aria-label={t('label')} columns={columns} rowKey={(row) => row.id} dataSource={rows} />
  );
}

function Used({ at }: { at: string | null }) {
  const t = useTranslations('settings.tokens');
  return at === null ? <span className="quiet">{t('never')}</span> : <RelativeTime at={at} />;
}

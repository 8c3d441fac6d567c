'use client';

import { PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import {
  DataTable,
  EmptyState,
  PageHeader,
  SearchInput,
  useEverOpen,
  usePages,
  useView,
} from '@/components/ui';
import { SecretOnce } from '@/components/ui/secret-once';
import { call } from '@/lib/client/call';
import { useMe } from '@/lib/client/me';
import { listUsers } from '@/lib/contract/users';
import { DeleteUser } from './delete-user';
import type { UserRow } from './types';
import { useUserActs } from './use-user-acts';
import { userColumns } from './user-columns';
import { UserSessions } from './user-sessions';

const UserForm = dynamic(() => import('./user-form').then((module) => module.UserForm), { ssr: false });

/** Everybody who can sign in, for administrators. */
export function UsersPage() {
  const t = useTranslations('users');
  const me = useMe();
  const [view, setView] = useView({ search: '', role: '', state: '' });
  const pages = usePages<UserRow>(['users', view], (cursor, signal) =>
    call(
      listUsers,
      {
        query: {
          cursor,
          search: view.search || undefined,
          role: view.role === 'admin' || view.role === 'user' ? view.role : undefined,
          state: view.state === 'active' || view.state === 'disabled' ? view.state : undefined,
        },
      },
      { signal },
    ),
  );
  const [form, setForm] = useState<{ user: UserRow | null } | null>(null);
  const formOpened = useEverOpen(form !== null);
  const [deleting, setDeleting] = useState<UserRow | null>(null);
  const [watched, setWatched] = useState<UserRow | null>(null);
  const [secret, setSecret] = useState<{ title: string; name: string; password: string } | null>(null);
  const acts = useUserActs({
    onPassword: ({ name }, password) => setSecret({ title: t('reset.done', { name }), name, password }),
  });
  const columns = useMemo(
    () =>
      userColumns(t, me.id, {
        ...acts,
        edit: (user) => setForm({ user }),
        delete: setDeleting,
        sessions: setWatched,
      }),
    [t, me.id, acts],
  );
  const create = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setForm({ user: null })}>
      {t('create')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        extra={
          pages.total === undefined ? null : (
            <span className="quiet">{t('total', { count: pages.total })}</span>
          )
        }
        actions={me.may('users.manage') ? create : null}
      />
      <DataTable<UserRow>
        label={t('label')}
        columns={columns}
        rowKey={(row) => row.id}
        pages={pages}
        filtered={view.search !== '' || view.role !== '' || view.state !== ''}
        toolbar={<Filters view={view} setView={setView} />}
        empty={<EmptyState action={create}>{t('empty')}</EmptyState>}
      />
      {formOpened && (
        <UserForm
          open={form !== null}
          user={form?.user ?? null}
          onClose={() => setForm(null)}
          onCreated={({ name }, password) => {
            setForm(null);
            if (password) setSecret({ title: t('once.created', { name }), name, password });
          }}
        />
      )}
      <DeleteUser user={deleting} onClose={() => setDeleting(null)} />
      <UserSessions user={watched} onClose={() => setWatched(null)} />
      <SecretOnce
        open={secret !== null}
        title={secret?.title ?? ''}
        what={t('once.password')}
        warning={t('once.warning')}
        secret={secret?.password ?? ''}
        before={[{ label: t('once.name'), text: secret?.name ?? '' }]}
        after={secret ? [{ label: t('once.address'), text: `${window.location.origin}/login` }] : []}
        onClose={() => setSecret(null)}
      />
    </>
  );
}

interface FilterProps {
  view: { search: string; role: string; state: string };
  setView: (change: Partial<Record<'search' | 'role' | 'state', string>>) => void;
}

function Filters({ view, setView }: FilterProps) {
  const t = useTranslations('users');
  return (
    <>
      <SearchInput label={t('search')} value={view.search} onChange={(search) => setView({ search })} />
      <Select
        aria-label={t('filter.role')}
        value={view.role}
        onChange={(role) => setView({ role })}
        style={{ minInlineSize: 140 }}
        options={[
          { value: '', label: t('filter.anyRole') },
          { value: 'admin', label: t('role.admin') },
          { value: 'user', label: t('role.user') },
        ]}
      />
      <Select
        aria-label={t('filter.state')}
        value={view.state}
        onChange={(state) => setView({ state })}
        style={{ minInlineSize: 140 }}
        options={[
          { value: '', label: t('filter.anyState') },
          { value: 'active', label: t('state.active') },
          { value: 'disabled', label: t('state.disabled') },
        ]}
      />
    </>
  );
}

'use client';

import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import {
  DataTable,
  EmptyState,
  PageHeader,
  SearchInput,
  useEverOpen,
  useHydrated,
  usePages,
  useView,
} from '@/components/ui';
import { call } from '@/lib/client/call';
import { useMe } from '@/lib/client/me';
import { listTenants } from '@/lib/contract/tenants';
import { tenantColumns } from './tenant-columns';
import type { TenantView } from './types';

const TenantForm = dynamic(() => import('./tenant-form').then((module) => module.TenantForm), { ssr: false });
const TenantDrawer = dynamic(() => import('./tenant-drawer').then((module) => module.TenantDrawer), {
  ssr: false,
});

/** The tenants that one belongs to; administrators see all and make new ones. */
export function TenantsPage() {
  const t = useTranslations('tenants');
  const me = useMe();
  const hydrated = useHydrated();
  const [view, setView] = useView({ search: '', tenant: '', new: '' });
  const pages = usePages<TenantView>(['tenants', 'list', view.search], (cursor, signal) =>
    call(listTenants, { query: { cursor, search: view.search || undefined } }, { signal }),
  );
  const creating = hydrated && view.new === '1' && me.may('tenants.create');
  const shown = hydrated ? view.tenant : '';
  const createOpened = useEverOpen(creating);
  const drawerOpened = useEverOpen(shown !== '');
  const open = (name: string) => setView({ tenant: name });
  const columns = useMemo(() => tenantColumns(t, (name) => setView({ tenant: name })), [t, setView]);
  const create = me.may('tenants.create') && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setView({ new: '1' })}>
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
        actions={create}
      />
      <DataTable<TenantView>
        label={t('title')}
        columns={columns}
        rowKey={(row) => row.name}
        pages={pages}
        filtered={view.search !== ''}
        onOpen={(row) => open(row.name)}
        toolbar={
          <SearchInput label={t('search')} value={view.search} onChange={(search) => setView({ search })} />
        }
        empty={
          <EmptyState action={create}>{me.may('tenants.create') ? t('empty') : t('emptyAsk')}</EmptyState>
        }
      />
      {createOpened && (
        <TenantForm
          open={creating}
          tenant={null}
          onClose={() => setView({ new: '' })}
          onDone={(tenant) => setView({ new: '', tenant: tenant.name })}
        />
      )}
      {drawerOpened && <TenantDrawer name={shown} onClose={() => setView({ tenant: '' })} />}
    </>
  );
}

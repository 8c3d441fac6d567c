'use client';

import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Space } from 'antd';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useState } from 'react';
import { ErrorState, LinkButton, Loading, NameConfirmModal, Section, useAct } from '@/components/ui';
import { call } from '@/lib/client/call';
import { deleteTenant, getTenant } from '@/lib/contract/tenants';
import { CapBars } from './cap-bars';
import { TenantForm } from './tenant-form';
import { TenantMembers } from './tenant-members';
import type { TenantView } from './types';

/** One tenant: caps, members, and what can be done with it; the address bar holds which. */
export function TenantDrawer({ name, onClose }: { name: string; onClose: () => void }) {
  const t = useTranslations('tenants');
  const query = useQuery({
    queryKey: ['tenant', name],
    queryFn: ({ signal }) => call(getTenant, { params: { tenant: name } }, { signal }),
    enabled: name !== '',
  });
  const tenant = query.data;
  return (
    <Drawer
      open={name !== ''}
      onClose={onClose}
      size={640}
      title={<span className="anywhere">{tenant?.displayName ?? name}</span>}
      destroyOnHidden
      styles={{ wrapper: { maxInlineSize: '100vw' } }}
    >
      {query.isPending && <Loading rows={6} />}
      {query.error && (
        <ErrorState error={query.error} what={t('cantShow', { name })} retry={() => void query.refetch()} />
      )}
      {tenant && <Body tenant={tenant} onGone={onClose} />}
    </Drawer>
  );
}

function Body({ tenant, onGone }: { tenant: TenantView; onGone: () => void }) {
  const t = useTranslations('tenants');
  const [editing, setEditing] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const may = (permission: string) => tenant.permissions.includes(permission);
  const remove = useAct({
    run: () => call(deleteTenant, { params: { tenant: tenant.name }, query: { confirm: tenant.name } }),
    done: t('deleted', { name: tenant.displayName }),
    refresh: [['tenants'], ['home']],
    toastError: false,
    onDone: onGone,
  });
  return (
    <div style={{ display: 'grid', gap: 16 }}>
      <Section
        title={t('caps')}
        extra={may('tenant.manage') && <Button onClick={() => setEditing(true)}>{t('edit')}</Button>}
      >
        <p className="quiet">{t('capsHint')}</p>
        <CapBars tenant={tenant} />
      </Section>
      <TenantMembers tenant={tenant} mayManage={may('tenant.members.manage')} />
      <Space wrap>
        {tenant.projects === 0 ? (
          <span className="quiet">{t('showProjects', { count: 0 })}</span>
        ) : (
          <LinkButton href={`/projects?tenant=${tenant.name}`}>
            {t('showProjects', { count: tenant.projects })}
          </LinkButton>
        )}
        {may('tenant.projects.create') && (
          <LinkButton href="/projects?new=1">{t('createProject')}</LinkButton>
        )}
        {may('tenant.manage') && (
          <Button danger onClick={() => setDeleting(true)}>
            {t('delete.button')}
          </Button>
        )}
      </Space>
      <TenantForm
        open={editing}
        tenant={tenant}
        onClose={() => setEditing(false)}
        onDone={() => setEditing(false)}
      />
      <NameConfirmModal
        open={deleting}
        title={t('delete.title', { name: tenant.displayName })}
        name={tenant.name}
        okText={t('delete.button')}
        busy={remove.isPending}
        error={remove.error}
        blocked={tenant.projects > 0}
        onCancel={() => {
          remove.reset();
          setDeleting(false);
        }}
        onConfirm={() => remove.mutate()}
      >
        {tenant.projects > 0 ? (
          <>
            <p>{t('delete.notEmpty', { count: tenant.projects })}</p>
            <Link href={`/projects?tenant=${tenant.name}`}>
              {t('showProjects', { count: tenant.projects })}
            </Link>
          </>
        ) : (
          t('delete.text')
        )}
      </NameConfirmModal>
    </div>
  );
}

'use client';

import { PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useCallback, useMemo } from 'react';
import {
  EmptyState,
  LinkButton,
  LIVE_PAUSE,
  LiveTable,
  PageHeader,
  SearchInput,
  useEverOpen,
  useHydrated,
  useView,
} from '@/components/ui';
import { useLiveRows } from '@/lib/client/live-rows';
import { useMe } from '@/lib/client/me';
import { nameSchema } from '@/lib/contract/common';
import { LIVE_KEYS } from '@/lib/contract/live';
import { ENVIRONMENTS, type Environment } from '@/lib/domain/project';
import { projectColumns } from './project-columns';
import type { ProjectView } from './types';
import { useOwnTenants } from './use-own-tenants';

const CreateProject = dynamic(() => import('./create-project').then((module) => module.CreateProject), {
  ssr: false,
});

/** The projects that one may see, as rows with their health and use. */
export function ProjectsPage() {
  const t = useTranslations('projects');
  const environmentText = useTranslations('common.environment');
  const me = useMe();
  const hydrated = useHydrated();
  const router = useRouter();
  const [view, setView] = useView({ search: '', environment: '', tenant: '', page: '1', new: '' });
  const own = useOwnTenants();
  const page = Math.max(1, Math.floor(Number(view.page)) || 1);
  const goTo = useCallback((to: number) => setView({ page: String(to) }), [setView]);
  const environment = ENVIRONMENTS.find((known) => known === view.environment);
  const { frame, of, error, again } = useLiveRows({
    topic: 'projects',
    search: view.search.slice(0, 100),
    ...(nameSchema.safeParse(view.tenant).success ? { tenant: view.tenant } : {}),
    ...(environment ? { environment } : {}),
    page,
  });
  const creating = hydrated && view.new === '1' && own.mayCreate;
  const createOpened = useEverOpen(creating);
  const list = frame?.lists.projects;
  const columns = useMemo(() => projectColumns(t, environmentText), [t, environmentText]);
  const create = own.mayCreate && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setView({ new: '1' })}>
      {t('create')}
    </Button>
  );
  const emptyText = own.mayCreate ? t('empty') : me.may('tenants.create') ? t('emptyTenant') : t('emptyAsk');
  const next =
    create ||
    (me.may('tenants.create') && (
      <LinkButton type="primary" href="/tenants?new=1">
        {t('createTenant')}
      </LinkButton>
    ));
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        extra={list === undefined ? null : <span className="quiet">{t('total', { count: list.total })}</span>}
        actions={create}
      />
      <LiveTable<ProjectView>
        label={t('title')}
        columns={columns}
        rowKey={LIVE_KEYS.projects}
        list={list}
        of={of}
        page={page}
        onPage={goTo}
        error={error}
        again={again}
        filtered={view.search !== '' || view.environment !== '' || view.tenant !== ''}
        onOpen={(row) => router.push(`/projects/${row.name}`)}
        toolbar={
          <>
            <SearchInput
              label={t('search')}
              value={view.search}
              pause={LIVE_PAUSE}
              onChange={(search) => setView({ search, page: '1' })}
            />
            <Select<Environment | ''>
              aria-label={t('column.environment')}
              value={environment ?? ''}
              onChange={(chosen) => setView({ environment: chosen, page: '1' })}
              style={{ minInlineSize: 150 }}
              options={[
                { value: '', label: t('anyEnvironment') },
                ...ENVIRONMENTS.map((value) => ({ value, label: environmentText(value) })),
              ]}
            />
          </>
        }
        empty={<EmptyState action={next}>{emptyText}</EmptyState>}
      />
      {createOpened && (
        <CreateProject
          open={creating}
          tenants={own.creatable}
          onClose={() => setView({ new: '' })}
          onCreated={(project) => router.push(`/projects/${project.name}`)}
        />
      )}
    </>
  );
}

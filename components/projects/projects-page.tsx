'use client';

import { PlusOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import {
  DataTable,
  EmptyState,
  LinkButton,
  PageHeader,
  SearchInput,
  useHydrated,
  usePages,
  useView,
} from '@/components/ui';
import { call } from '@/lib/client/call';
import { useMe } from '@/lib/client/me';
import { listProjects } from '@/lib/contract/projects';
import { ENVIRONMENTS, type Environment } from '@/lib/domain/project';
import { CreateProject } from './create-project';
import { projectColumns } from './project-columns';
import type { ProjectView } from './types';
import { useOwnTenants } from './use-own-tenants';

/** The projects that one may see, as rows with their health and use. */
export function ProjectsPage() {
  const t = useTranslations('projects');
  const environmentText = useTranslations('common.environment');
  const me = useMe();
  const hydrated = useHydrated();
  const router = useRouter();
  const [view, setView] = useView({ search: '', environment: '', tenant: '', new: '' });
  const own = useOwnTenants();
  const pages = usePages<ProjectView>(
    ['projects', view.search, view.environment, view.tenant],
    (cursor, signal) =>
      call(
        listProjects,
        {
          query: {
            cursor,
            search: view.search || undefined,
            tenant: view.tenant || undefined,
            environment: ENVIRONMENTS.find((known) => known === view.environment),
          },
        },
        { signal },
      ),
    { refetchInterval: 15_000 },
  );
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
        extra={
          pages.total === undefined ? null : (
            <span className="quiet">{t('total', { count: pages.total })}</span>
          )
        }
        actions={create}
      />
      <DataTable<ProjectView>
        label={t('title')}
        columns={columns}
        rowKey={(row) => row.name}
        pages={pages}
        filtered={view.search !== '' || view.environment !== '' || view.tenant !== ''}
        onOpen={(row) => router.push(`/projects/${row.name}`)}
        toolbar={
          <>
            <SearchInput label={t('search')} value={view.search} onChange={(search) => setView({ search })} />
            <Select<Environment | ''>
              aria-label={t('column.environment')}
              value={ENVIRONMENTS.find((known) => known === view.environment) ?? ''}
              onChange={(environment) => setView({ environment })}
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
      <CreateProject
        open={hydrated && view.new === '1' && own.mayCreate}
        tenants={own.creatable}
        onClose={() => setView({ new: '' })}
        onCreated={(project) => router.push(`/projects/${project.name}`)}
      />
    </>
  );
}

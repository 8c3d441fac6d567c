'use client';

import { DownloadOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ProjectFrame } from '@/components/projects/project-frame';
import { PageHeader, usePages, useView } from '@/components/ui';
import { call, urlOf } from '@/lib/client/call';
import { exportAudit, listAudit, listProjectAudit } from '@/lib/contract/audit';
import { AuditFilters } from './audit-filters';
import { AuditTable } from './audit-table';
import { RowDrawer } from './row-drawer';
import { DEFAULT_VIEW, isFiltered, queryOf, type AuditView } from './view';

/** The audit of the platform. */
export function AuditPage() {
  const t = useTranslations('audit');
  const [view] = useView<AuditView>(DEFAULT_VIEW);
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} actions={<Export view={view} />} />
      <AuditRows project={null} />
    </>
  );
}

/** The audit of one project. */
export function ProjectAuditPage({ name }: { name: string }) {
  return (
    <ProjectFrame name={name} tab="audit">
      {(project) => <AuditRows project={project.name} />}
    </ProjectFrame>
  );
}

function AuditRows({ project }: { project: string | null }) {
  const [view, setView] = useView<AuditView>(DEFAULT_VIEW);
  // The open row is no filter: opening one must not ask anew.
  const { open, ...filters } = view;
  const pages = usePages(['audit', project, filters], (cursor, signal) => {
    const query = { limit: 50, cursor, ...queryOf(view, new Date()) };
    return project === null
      ? call(listAudit, { query }, { signal })
      : call(listProjectAudit, { params: { project }, query }, { signal });
  });
  const row = pages.rows.find((each) => each.id === open) ?? null;
  return (
    <>
      <AuditTable
        pages={pages}
        filtered={isFiltered(view)}
        toolbar={<AuditFilters view={view} change={setView} platform={project === null} />}
        onOpen={(each) => setView({ open: each.id })}
      />
      <RowDrawer row={row} onClose={() => setView({ open: '' })} />
    </>
  );
}

/** Downloads what the filters mean, all of it. */
function Export({ view }: { view: AuditView }) {
  const t = useTranslations('audit.export');
  const [now] = useState(() => new Date());
  const item = (format: 'csv' | 'ndjson') => ({
    key: format,
    label: (
      <a href={urlOf(exportAudit, { query: { ...queryOf(view, now), format } })} download>
        {t(format)}
      </a>
    ),
  });
  return (
    <Dropdown trigger={['click']} menu={{ items: [item('csv'), item('ndjson')] }}>
      <Button icon={<DownloadOutlined />}>{t('button')}</Button>
    </Dropdown>
  );
}

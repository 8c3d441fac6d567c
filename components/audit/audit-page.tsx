'use client';

import { DownloadOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { PageHeader, usePages, useView } from '@/components/ui';
import { call, urlOf } from '@/lib/client/call';
import { exportAudit, listAudit, listProjectAudit } from '@/lib/contract/audit';
import { AuditFilters } from './audit-filters';
import { AuditTable } from './audit-table';
import { RowDrawer } from './row-drawer';
import { DEFAULT_VIEW, isFiltered, queryOf, type AuditView } from './view';

/** The audit of the platform, or of one project. */
export function AuditPage({ project }: { project?: string }) {
  const t = useTranslations('audit');
  const [view, setView] = useView<AuditView>(DEFAULT_VIEW);
  // The open row is no filter: opening one must not ask anew.
  const { open, ...filters } = view;
  const pages = usePages(['audit', project ?? null, filters], (cursor, signal) => {
    const query = { limit: 50, cursor, ...queryOf(view, new Date()) };
    return project
      ? call(listProjectAudit, { params: { project }, query }, { signal })
      : call(listAudit, { query }, { signal });
  });
  const row = pages.rows.find((each) => each.id === open) ?? null;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={project ? t('ofProject') : t('description')}
        actions={project ? undefined : <Export view={view} />}
      />
      <AuditTable
        pages={pages}
        filtered={isFiltered(view)}
        toolbar={<AuditFilters view={view} change={setView} platform={project === undefined} />}
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

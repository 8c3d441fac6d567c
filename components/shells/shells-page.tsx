'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { ProjectFrame } from '@/components/projects/project-frame';
import { DataTable, EmptyState, ErrorState, Loading, PlainTable, Section, usePages } from '@/components/ui';
import { call } from '@/lib/client/call';
import { listLiveShells, listShells } from '@/lib/contract/shells';
import type { Permission } from '@/lib/domain/access';
import { useLiveColumns, usePastColumns } from './columns';
import styles from './shells.module.css';

/** Sessions begin and end by themselves; nothing pushes that to a page yet. */
const LOOK_MS = 5000;
const LOOK_BACK_MS = 15_000;

/** The shell sessions of a project: those that run, then those that are over. */
export function ShellsPage({ name }: { name: string }) {
  const t = useTranslations('shells');
  return (
    <ProjectFrame name={name} tab="shells">
      {(_project, may) =>
        may('shell.read') ? (
          <div className={styles.page}>
            <LiveShells project={name} may={may} />
            <PastShells project={name} />
          </div>
        ) : (
          <EmptyState>{t('forbidden')}</EmptyState>
        )
      }
    </ProjectFrame>
  );
}

function LiveShells({ project, may }: { project: string; may: (permission: Permission) => boolean }) {
  const t = useTranslations('shells');
  const columns = useLiveColumns(project, { watch: may('shell.open'), end: may('shell.end') });
  const query = useQuery({
    queryKey: ['shells', project, 'live'],
    queryFn: ({ signal }) => call(listLiveShells, { params: { project } }, { signal }),
    refetchInterval: LOOK_MS,
  });
  const rows = query.data?.items ?? [];
  return (
    <Section title={t('live')} flush>
      {query.isPending && <Loading rows={2} />}
      {query.error && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.data && rows.length === 0 && <p className={styles.none}>{t('noLive')}</p>}
      {rows.length > 0 && (
        <PlainTable aria-label={t('live')} columns={columns} rowKey={(row) => row.id} dataSource={rows} />
      )}
    </Section>
  );
}

function PastShells({ project }: { project: string }) {
  const t = useTranslations('shells');
  const columns = usePastColumns(project);
  const pages = usePages(
    ['shells', project, 'past'],
    (cursor, signal) =>
      call(listShells, { params: { project }, query: { limit: 50, cursor, ended: 'true' } }, { signal }),
    { refetchInterval: LOOK_BACK_MS },
  );
  return (
    <Section title={t('past')} flush>
      <DataTable
        label={t('past')}
        columns={columns}
        rowKey={(row) => row.id}
        pages={pages}
        empty={<EmptyState>{t('noPast')}</EmptyState>}
      />
    </Section>
  );
}

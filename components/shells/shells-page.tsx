'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ProjectFrame } from '@/components/projects/project-frame';
import { EmptyState, ErrorState, LiveTable, Loading, PlainTable, Section } from '@/components/ui';
import { useLiveRows } from '@/lib/client/live-rows';
import { LIVE_KEYS, type ShellRow } from '@/lib/contract/live';
import type { Permission } from '@/lib/domain/access';
import { useLiveColumns, usePastColumns } from './columns';
import styles from './shells.module.css';

/** The shell sessions of a project, live: those that run, then those that are over. */
export function ShellsPage({ name }: { name: string }) {
  const t = useTranslations('shells');
  return (
    <ProjectFrame name={name} tab="shells">
      {(_project, may) =>
        may('shell.read') ? <Shells project={name} may={may} /> : <EmptyState>{t('forbidden')}</EmptyState>
      }
    </ProjectFrame>
  );
}

function Shells({ project, may }: { project: string; may: (permission: Permission) => boolean }) {
  const [page, setPage] = useState(1);
  const view = useLiveRows({ topic: 'shells', project, page });
  const lists = view.frame?.lists;
  return (
    <div className={styles.page}>
      <LiveShells
        project={project}
        may={may}
        rows={lists?.liveShells.rows}
        error={view.error}
        again={view.again}
      />
      {lists && (
        <PastShells project={project} list={lists.pastShells} of={view.of} page={page} onPage={setPage} />
      )}
    </div>
  );
}

interface LiveProps {
  project: string;
  may: (permission: Permission) => boolean;
  /** Undefined before they are there. */
  rows: ShellRow[] | undefined;
  error: unknown;
  again: () => void;
}

function LiveShells({ project, may, rows, error, again }: LiveProps) {
  const t = useTranslations('shells');
  const columns = useLiveColumns(project, { watch: may('shell.open'), end: may('shell.end') });
  return (
    <Section title={t('live')} flush>
      {!rows && !error && <Loading rows={2} />}
      {!rows && Boolean(error) && <ErrorState error={error} retry={again} />}
      {rows?.length === 0 && <p className={styles.none}>{t('noLive')}</p>}
      {rows && rows.length > 0 && (
        <PlainTable
          aria-label={t('live')}
          columns={columns}
          rowKey={LIVE_KEYS.liveShells}
          dataSource={rows}
        />
      )}
    </Section>
  );
}

interface PastProps {
  project: string;
  list: { rows: ShellRow[]; total: number };
  of: string;
  page: number;
  onPage: (page: number) => void;
}

function PastShells({ project, list, of, page, onPage }: PastProps) {
  const t = useTranslations('shells');
  const columns = usePastColumns(project);
  return (
    <Section title={t('past')} flush>
      <LiveTable<ShellRow>
        label={t('past')}
        columns={columns}
        rowKey={LIVE_KEYS.pastShells}
        list={list}
        of={of}
        page={page}
        onPage={onPage}
        error={null}
        again={() => undefined}
        filtered={false}
        empty={<EmptyState>{t('noPast')}</EmptyState>}
      />
    </Section>
  );
}

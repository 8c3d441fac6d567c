'use client';

import type { TableProps } from 'antd';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useDock } from '@/components/dock';
import { EmptyState, LinkButton, LiveTable, StaleSign } from '@/components/ui';
import { useLiveRows } from '@/lib/client/live-rows';
import { LIVE_KEYS, type PodRow } from '@/lib/contract/live';
import { podColumns } from './pod-columns';
import { PodFilters } from './pod-filters';
import { topicOf, usePodView } from './pod-view';

interface Props {
  project: string;
  mayLogs: boolean;
  mayExec: boolean;
}

/** Every pod of a project, live and a page at a time; the address holds search, filters, order and page. */
export function PodList({ project, mayLogs, mayExec }: Props) {
  const t = useTranslations('pods');
  const dock = useDock();
  const { view, change, goTo } = usePodView();
  const { frame, of, error, again } = useLiveRows(topicOf(project, view));
  const columns = useMemo(
    () => podColumns({ t, project, sort: view.sort, dock, mayLogs, mayExec }),
    [t, project, view.sort, dock, mayLogs, mayExec],
  );
  const onChange: TableProps<PodRow>['onChange'] = (_, __, sorter) => {
    const { columnKey, order } = Array.isArray(sorter) ? (sorter[0] ?? {}) : sorter;
    change({ sort: order ? `${order === 'descend' ? '-' : ''}${String(columnKey)}` : 'name' });
  };
  return (
    <LiveTable<PodRow>
      label={t('label')}
      columns={columns}
      rowKey={LIVE_KEYS.pods}
      list={frame?.lists.pods}
      of={of}
      page={view.page}
      onPage={goTo}
      error={error}
      again={again}
      filtered={view.search !== '' || view.state !== '' || view.app !== ''}
      onChange={onChange}
      toolbar={
        <>
          <PodFilters view={view} info={frame?.info} onChange={change} />
          <span className="quiet">
            {frame &&
              (frame.lists.pods.total === frame.info.all
                ? t('total', { all: frame.info.all })
                : t('count', { shown: frame.lists.pods.total, all: frame.info.all }))}
          </span>
          <StaleSign stale={frame?.info.stale ?? false} />
        </>
      }
      empty={
        frame?.info.known === false ? (
          <EmptyState>{t('unknown')}</EmptyState>
        ) : (
          <EmptyState action={<LinkButton href={`/projects/${project}`}>{t('toApps')}</LinkButton>}>
            {t('empty')}
          </EmptyState>
        )
      }
    />
  );
}

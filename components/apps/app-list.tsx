'use client';

import { RocketOutlined } from '@ant-design/icons';
import type { TableColumnsType } from 'antd';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo } from 'react';
import {
  Digest,
  EmptyState,
  LIVE_PAUSE,
  LinkButton,
  LiveTable,
  RelativeTime,
  SearchInput,
  StaleSign,
  useView,
  VerdictDot,
} from '@/components/ui';
import { useLiveRows } from '@/lib/client/live-rows';
import { LIVE_KEYS, type AppRow } from '@/lib/contract/live';
import { PodCount } from './pod-count';
import { StatusSentence } from './status-sentence';
import { useMay } from './use-may';

/** The apps of a project, live: rows change in place and never jump. */
export function AppList({ project }: { project: string }) {
  const t = useTranslations('apps');
  const [view, setView] = useView({ search: '', page: '1' });
  const may = useMay(project);
  const page = Math.max(1, Math.floor(Number(view.page)) || 1);
  const { frame, of, error, again } = useLiveRows({
    topic: 'apps',
    project,
    search: view.search.slice(0, 100),
    page,
  });
  const goTo = useCallback((to: number) => setView({ page: String(to) }), [setView]);
  const columns = useMemo(() => columnsOf(t, project), [t, project]);
  const deploy = may('app.deploy') && (
    <LinkButton type="primary" icon={<RocketOutlined />} href={`/projects/${project}/apps/new`}>
      {t('deploy')}
    </LinkButton>
  );
  return (
    <LiveTable<AppRow>
      label={t('apps')}
      list={frame?.lists.apps}
      of={of}
      page={page}
      onPage={goTo}
      error={error}
      again={again}
      rowKey={LIVE_KEYS.apps}
      filtered={view.search !== ''}
      toolbar={
        <>
          <SearchInput
            value={view.search}
            pause={LIVE_PAUSE}
            onChange={(search) => setView({ search, page: '1' })}
            label={t('search')}
          />
          {deploy}
          <StaleSign stale={frame?.info.stale ?? false} />
        </>
      }
      empty={<EmptyState action={deploy}>{may('app.deploy') ? t('emptyDeploy') : t('empty')}</EmptyState>}
      columns={columns}
    />
  );
}

function columnsOf(t: ReturnType<typeof useTranslations<'apps'>>, project: string): TableColumnsType<AppRow> {
  return [
    {
      title: t('name'),
      key: 'name',
      render: (_, app) => <Link href={`/projects/${project}/apps/${app.name}`}>{app.name}</Link>,
    },
    {
      title: t('verdictTitle'),
      key: 'verdict',
      render: (_, app) => <VerdictDot verdict={app.status.verdict} />,
    },
    {
      title: t('podsTitle'),
      key: 'pods',
      render: (_, app) => <PodCount status={app.status} />,
    },
    {
      title: t('config.image'),
      key: 'image',
      render: (_, app) => (
        <>
          <span className="mono">{app.image}</span> <Digest digest={app.digest} />
        </>
      ),
    },
    { title: t('state'), key: 'state', render: (_, app) => <StatusSentence status={app.status} /> },
    {
      title: t('lastRelease'),
      key: 'release',
      render: (_, app) =>
        app.release && (
          <>
            #{app.release.number} · {app.release.createdBy} · <RelativeTime at={app.release.createdAt} />
          </>
        ),
    },
  ];
}

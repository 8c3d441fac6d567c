'use client';

import { RocketOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import {
  DataTable,
  Digest,
  EmptyState,
  RelativeTime,
  SearchInput,
  usePages,
  useView,
  VerdictDot,
} from '@/components/ui';
import { call } from '@/lib/client/call';
import { useLive } from '@/lib/client/live';
import { listApps } from '@/lib/contract/apps';
import { PodCount } from './pod-count';
import { StatusSentence } from './status-sentence';
import type { AppView } from './types';
import { useMay } from './use-may';

/** The apps of a project, live: rows change in place and never jump. */
export function AppList({ project }: { project: string }) {
  const t = useTranslations('apps');
  const [view, setView] = useView({ search: '' });
  const may = useMay(project);
  const pages = usePages(['apps', project, view.search], (cursor, signal) =>
    call(listApps, { params: { project }, query: { search: view.search, limit: 50, cursor } }, { signal }),
  );
  const live = useLive<{ apps: AppView[] }>(
    { topic: 'apps', project },
    { enabled: !pages.isLoading && !pages.error },
  );
  const rows = merge(pages.rows, live.data?.apps, view.search);
  const deploy = may('app.deploy') && (
    <Link href={`/projects/${project}/apps/new`}>
      <Button type="primary" icon={<RocketOutlined />}>
        {t('deploy')}
      </Button>
    </Link>
  );
  return (
    <DataTable<AppView>
      label={t('apps')}
      pages={{ ...pages, rows }}
      rowKey={(app) => app.name}
      filtered={view.search !== ''}
      toolbar={
        <>
          <SearchInput value={view.search} onChange={(search) => setView({ search })} label={t('search')} />
          {deploy}
        </>
      }
      empty={<EmptyState action={deploy}>{may('app.deploy') ? t('emptyDeploy') : t('empty')}</EmptyState>}
      columns={[
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
      ]}
    />
  );
}

/** Rows of the loaded pages in their order, each as it is now; new ones that fit the search stand below. */
function merge(rows: AppView[], live: AppView[] | undefined, search: string): AppView[] {
  if (!live) return rows;
  const now = new Map(live.map((app) => [app.name, app]));
  const known = rows.flatMap((row) => now.get(row.name) ?? []);
  const names = new Set(rows.map((row) => row.name));
  const added = live.filter((app) => !names.has(app.name) && app.name.includes(search.toLowerCase()));
  return [...known, ...added];
}

'use client';

import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Flex } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import {
  DataTable,
  DiffView,
  Digest,
  EmptyState,
  ErrorState,
  Loading,
  RelativeTime,
  StateDot,
  usePages,
  VerdictDot,
} from '@/components/ui';
import { call } from '@/lib/client/call';
import { diffReleases, listReleases } from '@/lib/contract/apps';
import type { Verdict } from '@/lib/domain/app';
import type { ReleaseView } from '../types';

interface Props {
  project: string;
  app: string;
  /** Number of the release that runs or is on its way. */
  current: number | null;
  /** What the app's live state says of that release: the list itself is not pushed. */
  verdict: Verdict | null;
  mayDeploy: boolean;
  onRollback: (release: number) => void;
}

/** All releases, newest first: who, when, why, what became of them; each can be compared and rolled back to. */
export function ReleaseList({ project, app, current, verdict, mayDeploy, onRollback }: Props) {
  const t = useTranslations('apps');
  const [compared, setCompared] = useState<number | null>(null);
  const pages = usePages(['releases', project, app, current], (cursor, signal) =>
    call(listReleases, { params: { project, app }, query: { limit: 20, cursor } }, { signal }),
  );
  return (
    <>
      <DataTable<ReleaseView>
        label={t('releases')}
        pages={pages}
        rowKey={(release) => String(release.number)}
        empty={<EmptyState>{t('noReleases')}</EmptyState>}
        columns={[
          { title: t('release'), key: 'number', render: (_, release) => <strong>#{release.number}</strong> },
          {
            title: t('verdictTitle'),
            key: 'verdict',
            render: (_, release) => (
              <ReleaseState release={release} live={release.number === current ? verdict : null} />
            ),
          },
          {
            title: t('config.image'),
            key: 'image',
            render: (_, release) => (
              <Flex gap={4} align="center">
                <span className="mono">{release.image}</span>
                <Digest digest={release.digest} />
              </Flex>
            ),
          },
          {
            title: t('why'),
            key: 'why',
            render: (_, release) =>
              [
                release.rollbackOf === null ? '' : t('rollbackOf', { number: release.rollbackOf }),
                release.message,
              ]
                .filter(Boolean)
                .join(' · '),
          },
          { title: t('who'), key: 'who', render: (_, release) => release.createdBy },
          { title: t('when'), key: 'when', render: (_, release) => <RelativeTime at={release.createdAt} /> },
          {
            title: <span className="visually-hidden">{t('acts')}</span>,
            key: 'acts',
            render: (_, release) => (
              <Flex gap={4}>
                {current !== null && release.number !== current && (
                  <Button size="small" type="text" onClick={() => setCompared(release.number)}>
                    {t('compareWith', { number: current })}
                  </Button>
                )}
                {mayDeploy && release.number !== current && (
                  <Button size="small" onClick={() => onRollback(release.number)}>
                    {t('rollbackTo')}
                  </Button>
                )}
              </Flex>
            ),
          },
        ]}
      />
      <CompareDrawer
        project={project}
        app={app}
        from={compared}
        to={current}
        onClose={() => setCompared(null)}
      />
    </>
  );
}

function ReleaseState({ release, live }: { release: ReleaseView; live: Verdict | null }) {
  const t = useTranslations('apps');
  // What the list holds was true when it was read; a verdict that was reached stays history.
  const undecided = release.verdict === null || release.verdict === 'progressing';
  const verdict = undecided ? (live ?? release.verdict) : release.verdict;
  if (verdict) return <VerdictDot verdict={verdict} />;
  const tone = release.phase === 'failed' ? 'bad' : release.phase === 'superseded' ? 'idle' : 'busy';
  return <StateDot tone={tone}>{t(`phase.${release.phase}`)}</StateDot>;
}

interface CompareProps {
  project: string;
  app: string;
  from: number | null;
  to: number | null;
  onClose: () => void;
}

function CompareDrawer({ project, app, from, to, onClose }: CompareProps) {
  const t = useTranslations('apps');
  const query = useQuery({
    queryKey: ['release-diff', project, app, from, to],
    enabled: from !== null && to !== null,
    queryFn: ({ signal }) =>
      call(diffReleases, { params: { project, app }, query: { from: from ?? 0, to: to ?? 0 } }, { signal }),
  });
  return (
    <Drawer
      open={from !== null}
      onClose={onClose}
      size="large"
      title={t('compareTitle', { from: from ?? 0, to: to ?? 0 })}
      destroyOnHidden
    >
      {query.isPending && <Loading />}
      {query.error && <ErrorState error={query.error} />}
      {query.data &&
        (query.data.diff ? (
          <DiffView diff={query.data.diff} />
        ) : (
          <EmptyState>{t('noDifference')}</EmptyState>
        ))}
    </Drawer>
  );
}

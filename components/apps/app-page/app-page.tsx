'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Alert, Tabs } from 'antd';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { LogView } from '@/components/logs';
import { useProject } from '@/components/shell/use-project';
import {
  CopyText,
  EmptyState,
  ErrorState,
  LinkButton,
  Loading,
  PageHeader,
  Section,
  useEverOpen,
  useNarrow,
  useView,
  VerdictDot,
} from '@/components/ui';
import styles from '../apps.module.css';
import { AppAddress } from '../app-address';
import { PodCount } from '../pod-count';
import { useAppLive } from '../use-app-live';
import { AppActs } from './app-acts';
import { CrashList } from './crash-list';
import { ConfigView, EventList, ExcerptList, ReleaseList } from './lazy-tabs';
import { PodList } from './pod-list';
import { RolloutBanner } from './rollout-banner';
import type { RollbackTo } from './use-rollback-target';

const RollbackModal = dynamic(() => import('./rollback-modal').then((module) => module.RollbackModal), {
  ssr: false,
});

/** One app: what has become of its rollout, its pods and log side by side, and everything that can be done with it. */
export function AppPage({ project, name }: { project: string; name: string }) {
  const t = useTranslations('apps');
  const [view, setView] = useView({ tab: 'overview' });
  const [rollback, setRollback] = useState<RollbackTo | null>(null);
  const rollbackAsked = useEverOpen(rollback !== null);
  const narrow = useNarrow();
  const queryClient = useQueryClient();
  const { project: home, may, gone } = useProject(project);
  const leaving = home?.phase === 'deleting';
  const { data, error, ended, stale, reload } = useAppLive(project, name);
  const trail = [{ href: `/projects/${project}`, text: project }];
  // An app may have ended because its project does: that is asked at once, not at the next turn.
  useEffect(() => {
    if (ended) void queryClient.invalidateQueries({ queryKey: ['project', project], exact: true });
  }, [ended, project, queryClient]);

  if (error || ended || gone) {
    return (
      <>
        <PageHeader title={name} trail={trail} />
        {ended === 'gone' || gone ? (
          <Gone project={project} app={name} leaving={leaving} gone={gone} />
        ) : (
          <ErrorState error={error} what={t('cantShow', { app: name })} retry={reload} />
        )}
      </>
    );
  }
  if (!data) {
    return (
      <>
        <PageHeader title={name} trail={trail} />
        <Loading rows={10} />
      </>
    );
  }

  const { app, pods, events, crashes } = data;
  const mayDeploy = may('app.deploy') && !leaving;
  const current = app.release?.number ?? null;
  const back = () => setRollback('available');
  return (
    <>
      <PageHeader
        title={app.name}
        trail={trail}
        extra={
          <>
            <VerdictDot verdict={app.status.verdict} />
            <span className="quiet">
              <PodCount status={app.status} />
            </span>
          </>
        }
        description={
          <>
            <CopyText text={app.image} what={t('config.image')} />
            <AppAddress project={project} app={app.name} ports={app.spec.ports.map(({ port }) => port)} />
          </>
        }
        actions={
          // What is on its way out takes no orders.
          !leaving && (
            <AppActs app={app} mayDeploy={mayDeploy} mayDelete={may('app.delete')} onRollback={back} />
          )
        }
      />
      <div className={styles.stack}>
        {leaving ? (
          <Alert type="warning" showIcon role="status" title={t('projectLeaving', { project })} />
        ) : (
          <RolloutBanner
            app={app}
            stale={stale}
            mayDeploy={mayDeploy}
            onRollback={back}
            onPutBack={() => setRollback(current)}
          />
        )}
        <CrashList project={project} app={name} crashes={crashes} />
        <Tabs
          activeKey={view.tab}
          onChange={(tab) => setView({ tab })}
          // All of them fit beside each other on a phone: what Ant Design folds away stands wrong among tabs (axe).
          {...(narrow ? { tabBarGutter: 10, size: 'small' } : {})}
          items={[
            {
              key: 'overview',
              label: t('tab.overview'),
              children: (
                <div className={styles.panes}>
                  <Section title={t('pods')}>
                    <PodList
                      project={project}
                      pods={pods}
                      mayExec={may('shell.open')}
                      mayLogs={may('logs.read')}
                    />
                  </Section>
                  <div className={styles.log}>
                    {may('logs.read') ? (
                      <LogView project={project} app={app.name} pods={pods.length} stale={stale} />
                    ) : (
                      <EmptyState>{t('noLogsRight')}</EmptyState>
                    )}
                  </div>
                </div>
              ),
            },
            {
              key: 'releases',
              label: t('tab.releases'),
              children: (
                <ReleaseList
                  project={project}
                  app={app.name}
                  current={current}
                  verdict={app.status.verdict}
                  mayDeploy={mayDeploy}
                  onRollback={setRollback}
                />
              ),
            },
            {
              key: 'excerpts',
              label: t('tab.excerpts'),
              children: may('logs.read') ? (
                <ExcerptList project={project} app={app.name} />
              ) : (
                <EmptyState>{t('noLogsRight')}</EmptyState>
              ),
            },
            { key: 'config', label: t('tab.config'), children: <ConfigView app={app} /> },
            { key: 'events', label: t('tab.events'), children: <EventList events={events} /> },
          ]}
        />
      </div>
      {rollbackAsked && <RollbackModal app={app} to={rollback} onClose={() => setRollback(null)} />}
    </>
  );
}

interface GoneProps {
  project: string;
  app: string;
  /** The project is being deleted, or it is gone with all its apps. */
  leaving: boolean;
  gone: boolean;
}

/** What became of an app that is no more, and where to go from there. */
function Gone({ project, app, leaving, gone }: GoneProps) {
  const t = useTranslations('apps');
  if (gone || leaving) {
    return (
      <EmptyState action={<LinkButton href="/projects">{t('toProjects')}</LinkButton>}>
        {gone ? t('projectGone', { project }) : t('projectLeaving', { project })}
      </EmptyState>
    );
  }
  return (
    <EmptyState action={<LinkButton href={`/projects/${project}`}>{t('toApps')}</LinkButton>}>
      {t('gone', { app })}
    </EmptyState>
  );
}

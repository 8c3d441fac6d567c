'use client';

import { Tabs } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { LogView } from '@/components/logs';
import {
  CopyText,
  EmptyState,
  ErrorState,
  Loading,
  PageHeader,
  Section,
  useView,
  VerdictDot,
} from '@/components/ui';
import styles from '../apps.module.css';
import { PodCount } from '../pod-count';
import { useAppLive } from '../use-app-live';
import { useMay } from '../use-may';
import { AppActs } from './app-acts';
import { ConfigView } from './config-view';
import { CrashList } from './crash-list';
import { EventList } from './event-list';
import { PodList } from './pod-list';
import { ReleaseList } from './release-list';
import { RollbackModal } from './rollback-modal';
import { RolloutBanner } from './rollout-banner';

/** One app: what has become of its rollout, its pods and log side by side, and everything that can be done with it. */
export function AppPage({ project, name }: { project: string; name: string }) {
  const t = useTranslations('apps');
  const [view, setView] = useView({ tab: 'overview' });
  const [rollback, setRollback] = useState<number | null>(null);
  const may = useMay(project);
  const { data, error, ended, stale, reload } = useAppLive(project, name);
  const trail = [{ href: `/projects/${project}`, text: project }];

  if (error || ended) {
    return (
      <>
        <PageHeader title={name} trail={trail} />
        {ended === 'gone' ? (
          <EmptyState>{t('gone', { app: name })}</EmptyState>
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
  const mayDeploy = may('app.deploy');
  const current = app.release?.number ?? null;
  const back = () => setRollback(Math.max(1, (current ?? 2) - 1));
  return (
    <>
      <PageHeader
        title={app.name}
        trail={trail}
        extra={
          <>
            <VerdictDot verdict={app.status.verdict} />
            <span className="quiet">
              <PodCount replicas={app.status.replicas} />
            </span>
          </>
        }
        description={<CopyText text={app.image} what={t('config.image')} />}
        actions={<AppActs app={app} mayDeploy={mayDeploy} mayDelete={may('app.delete')} onRollback={back} />}
      />
      <div className={styles.stack}>
        <RolloutBanner
          app={app}
          stale={stale}
          mayDeploy={mayDeploy}
          onRollback={back}
          onPutBack={() => setRollback(current)}
        />
        <CrashList project={project} app={name} crashes={crashes} />
        <Tabs
          activeKey={view.tab}
          onChange={(tab) => setView({ tab })}
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
                      <LogView project={project} app={app.name} />
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
                  mayDeploy={mayDeploy}
                  onRollback={setRollback}
                />
              ),
            },
            { key: 'config', label: t('tab.config'), children: <ConfigView app={app} /> },
            { key: 'events', label: t('tab.events'), children: <EventList events={events} /> },
          ]}
        />
      </div>
      <RollbackModal app={app} release={rollback} onClose={() => setRollback(null)} />
    </>
  );
}

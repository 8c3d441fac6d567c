'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useProject } from '@/components/shell/use-project';
import { EmptyState, ErrorState, Loading, PageHeader } from '@/components/ui';
import { call } from '@/lib/client/call';
import { getApp } from '@/lib/contract/apps';
import { DeployBar, useAnyway } from './deploy-bar';
import { DeployForm } from './deploy-form';
import { EMPTY_VALUES, fromSpec, type DeployValues } from './form-values';
import { PlanPanel } from './plan-panel';
import { useDeploy } from './use-deploy';
import { useMost } from './use-most';
import { useTakenNames } from './use-taken-names';
import styles from '../apps.module.css';

/** Deploys an image as a new app. */
export function NewAppPage({ project }: { project: string }) {
  const t = useTranslations('deploy');
  return (
    <>
      <PageHeader title={t('newTitle')} trail={[{ href: `/projects/${project}`, text: project }]} />
      <Allowed project={project}>
        <DeployParts project={project} app={null} initial={EMPTY_VALUES} />
      </Allowed>
    </>
  );
}

/** Makes the next release of an app. */
export function NextReleasePage({ project, app }: { project: string; app: string }) {
  const t = useTranslations('deploy');
  const query = useQuery({
    queryKey: ['app', project, app],
    queryFn: ({ signal }) => call(getApp, { params: { project, app } }, { signal }),
    // The form starts from this; it must not change under the hands.
    refetchOnWindowFocus: false,
  });
  return (
    <>
      <PageHeader
        title={t('nextTitle', { app })}
        trail={[
          { href: `/projects/${project}`, text: project },
          { href: `/projects/${project}/apps/${app}`, text: app },
        ]}
      />
      {query.isPending && <Loading rows={10} />}
      {query.error && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.data && (
        <Allowed project={project}>
          <DeployParts
            project={project}
            app={app}
            initial={fromSpec(app, query.data.spec, query.data.replicas)}
          />
        </Allowed>
      )}
    </>
  );
}

/** The form only for those who may deploy there; others would fill it in for nothing. */
function Allowed({ project, children }: { project: string; children: ReactNode }) {
  const t = useTranslations('deploy');
  const { may, isLoading, error, reload } = useProject(project);
  if (isLoading) return <Loading rows={10} />;
  if (error) return <ErrorState error={error} retry={reload} />;
  return may('app.deploy') ? children : <EmptyState>{t('mayNot')}</EmptyState>;
}

interface Props {
  project: string;
  app: string | null;
  initial: DeployValues;
}

function DeployParts({ project, app, initial }: Props) {
  const taken = useTakenNames(project, app === null);
  const deploy = useDeploy(project, app === null ? null : { app, initial }, initial);
  const most = useMost(project);
  // What is shown may be older than the form: then the next plan, or the cluster, has the word.
  const errors = deploy.plan.isFetching
    ? []
    : (deploy.plan.data?.findings ?? []).filter((finding) => finding.severity === 'error');
  const anyway = useAnyway(errors);
  return (
    <div className={styles.deploy}>
      <DeployForm
        project={project}
        form={deploy.form}
        initial={initial}
        existing={app !== null}
        taken={taken}
        most={most}
        onChange={deploy.onChange}
        onSubmit={() => anyway(() => deploy.act.mutate())}
      />
      <div className={styles.deploySide}>
        <aside className={styles.deployPlan}>
          {deploy.act.error && <ErrorState error={deploy.act.error} />}
          <PlanPanel
            plan={deploy.plan.data}
            error={deploy.plan.error}
            pending={deploy.plan.isFetching}
            ready={deploy.ready}
            onReplicas={(replicas) => {
              deploy.form.setFieldsValue({ replicas });
              deploy.onChange();
            }}
          />
        </aside>
        <DeployBar errors={errors} ready={deploy.ready} busy={deploy.act.isPending || deploy.act.isSuccess} />
      </div>
    </div>
  );
}

'use client';

import { Tag } from 'antd';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { useProject } from '@/components/shell/use-project';
import { ErrorState, Loading, PageHeader } from '@/components/ui';
import type { Permission } from '@/lib/domain/access';
import { PhaseBanner } from './phase-banner';
import { ProjectHealth } from './project-health';
import styles from './projects.module.css';
import type { ProjectView } from './types';

const TABS = ['apps', 'pods', 'secrets', 'shells', 'members', 'quota', 'audit', 'settings'] as const;
type Tab = (typeof TABS)[number];

/** What a tab is for is no secret: only those who may see something there are offered it. */
const NEEDS: Partial<Record<Tab, Permission>> = {
  secrets: 'secrets.manage',
  shells: 'shell.read',
  audit: 'project.audit.read',
  settings: 'project.update',
};

interface Props {
  name: string;
  tab: Tab;
  children: (project: ProjectView, may: (permission: Permission) => boolean) => ReactNode;
}

/** The head that the pages of a project share, with its tabs; each tab is a page of its own. */
export function ProjectFrame({ name, tab, children }: Props) {
  const t = useTranslations('projects');
  const environment = useTranslations('common.environment');
  const { project, may, isLoading, error, reload } = useProject(name);
  if (!project) {
    return (
      <>
        <PageHeader trail={[{ href: '/projects', text: t('title') }]} title={name} />
        {isLoading ? (
          <Loading rows={8} />
        ) : (
          <ErrorState error={error} what={t('cantShow', { name })} retry={reload} />
        )}
      </>
    );
  }
  return (
    <>
      <PageHeader
        trail={[{ href: '/projects', text: t('title') }]}
        title={project.displayName}
        description={
          <>
            <span className="mono">{project.name}</span> · {project.tenantDisplayName}
          </>
        }
        extra={
          <>
            <Tag>{environment(project.environment)}</Tag>
            <ProjectHealth project={project} />
          </>
        }
      />
      <PhaseBanner project={project} mayRepair={may('project.update')} />
      <nav className={styles.tabs} aria-label={project.displayName}>
        {TABS.filter((key) => mayOpen(key, may) || key === tab).map((key) => (
          <Link
            key={key}
            href={key === 'apps' ? `/projects/${name}` : `/projects/${name}/${key}`}
            aria-current={key === tab ? 'page' : undefined}
          >
            {t(`tab.${key}`)}
          </Link>
        ))}
      </nav>
      {children(project, may)}
    </>
  );
}

function mayOpen(tab: Tab, may: (permission: Permission) => boolean): boolean {
  const permission = NEEDS[tab];
  return permission === undefined || may(permission);
}

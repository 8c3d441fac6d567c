'use client';

import { Tag } from 'antd';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { z } from 'zod';
import { RelativeTime, StateDot, type Tone } from '@/components/ui';
import type { homeProjectSchema } from '@/lib/contract/home';
import styles from './home.module.css';

type Project = z.output<typeof homeProjectSchema>;

const ORDER = ['failed', 'degraded', 'progressing', 'available', 'stopped'] as const;
const TONES: Record<(typeof ORDER)[number], Tone> = {
  failed: 'bad',
  degraded: 'warn',
  progressing: 'busy',
  available: 'ok',
  stopped: 'paused',
};

/** My projects: name, how many apps are how well, and the last release. */
export function ProjectRows({ projects }: { projects: Project[] }) {
  return (
    <ul className={styles.rows}>
      {projects.map((project) => (
        <li key={project.name} className={styles.project}>
          <div className={styles.what}>
            <span className={styles.nameLine}>
              <Link href={`/projects/${project.name}`}>{project.displayName}</Link>
              <Environment project={project} />
            </span>
            <span className="quiet">{project.tenant}</span>
          </div>
          <Health project={project} />
          <LastRelease project={project} />
        </li>
      ))}
    </ul>
  );
}

function Environment({ project }: { project: Project }) {
  const t = useTranslations('common.environment');
  return <Tag>{t(project.environment)}</Tag>;
}

function Health({ project }: { project: Project }) {
  const t = useTranslations('home.projects');
  if (project.phase !== 'active') {
    const tone = project.phase === 'broken' ? 'bad' : 'busy';
    return <StateDot tone={tone}>{t(`phase.${project.phase}`)}</StateDot>;
  }
  const present = ORDER.filter((verdict) => project.health[verdict] > 0);
  if (present.length === 0) return <span className="quiet">{t('noApps')}</span>;
  return (
    <span className={styles.health}>
      {present.map((verdict) => (
        <StateDot key={verdict} tone={TONES[verdict]}>
          {t(`health.${verdict}`, { count: project.health[verdict] })}
        </StateDot>
      ))}
    </span>
  );
}

function LastRelease({ project }: { project: Project }) {
  const t = useTranslations('home.projects');
  const release = project.lastRelease;
  if (!release) return <span className="quiet">{t('noRelease')}</span>;
  return (
    <span className={styles.last}>
      <Link href={`/projects/${project.name}/apps/${release.app}`}>
        {release.app} #{release.number}
      </Link>
      <span className="quiet">
        <RelativeTime at={release.createdAt} />
      </span>
    </span>
  );
}

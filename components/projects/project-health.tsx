'use client';

import { useTranslations } from 'next-intl';
import { StateDot } from '@/components/ui';
import type { ProjectView } from './types';

/** How a project is, at a glance: its phase while that is not settled, else the worst of its apps. */
export function ProjectHealth({ project }: { project: Pick<ProjectView, 'phase' | 'health'> }) {
  const t = useTranslations('projects');
  const { phase, health } = project;
  if (phase === 'creating') return <StateDot tone="busy">{t('phase.creating')}</StateDot>;
  if (phase === 'broken') return <StateDot tone="bad">{t('phase.broken')}</StateDot>;
  if (phase === 'deleting') return <StateDot tone="wait">{t('phase.deleting')}</StateDot>;
  if (health.failed > 0)
    return <StateDot tone="bad">{t('health.failed', { count: health.failed })}</StateDot>;
  if (health.degraded > 0)
    return <StateDot tone="warn">{t('health.degraded', { count: health.degraded })}</StateDot>;
  if (health.progressing > 0)
    return <StateDot tone="busy">{t('health.progressing', { count: health.progressing })}</StateDot>;
  if (health.available > 0)
    return <StateDot tone="ok">{t('health.available', { count: health.available })}</StateDot>;
  if (health.stopped > 0)
    return <StateDot tone="paused">{t('health.stopped', { count: health.stopped })}</StateDot>;
  return <StateDot tone="idle">{t('health.none')}</StateDot>;
}

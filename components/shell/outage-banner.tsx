'use client';

import { Alert } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { usePathname } from 'next/navigation';
import { clockTime } from '@/components/ui';
import { useReach, type Reach } from '@/lib/client/reach-context';
import { projectOfPath } from './current-project';
import { useProject } from './use-project';

/** Above every page while something can't be reached: what, since when, and that what is seen may be old. */
export function OutageBanner() {
  const t = useTranslations('shell.outage');
  const locale = useLocale();
  const reach = useReach();
  const { project } = useProject(projectOfPath(usePathname()));
  const outage = outageOf(reach, project?.cluster ?? null);
  if (!outage) return null;
  const since = outage.since === null ? '' : clockTime(new Date(outage.since), locale);
  return (
    <Alert
      type={outage.kind === 'cluster' || outage.kind === 'clusters' ? 'warning' : 'error'}
      showIcon
      role="status"
      data-testid="outage"
      data-outage={outage.kind}
      style={{ marginBlockEnd: 16 }}
      title={
        <span suppressHydrationWarning>
          {t(`${outage.kind}.title`, { ...outage.names, since, known: since === '' ? 'no' : 'yes' })}
        </span>
      }
      description={t(`${outage.kind}.text`)}
    />
  );
}

interface Outage {
  kind: 'console' | 'database' | 'cluster' | 'clusters';
  since: string | null;
  names: Record<string, string | number>;
}

/** The one thing to be said: the nearest culprit; of clusters the project's own, or how many of all. */
export function outageOf({ down, clusters = [] }: Reach, own: string | null): Outage | null {
  if (down) return { kind: down.what, since: down.since, names: {} };
  const concerned = own === null ? clusters : clusters.filter(({ name }) => name === own);
  const silent = concerned.filter(({ reachable }) => !reachable);
  const [first] = silent;
  if (!first) return null;
  if (concerned.length === 1) return { kind: 'cluster', since: first.since, names: { cluster: first.title } };
  return {
    kind: 'clusters',
    since: silent.flatMap(({ since }) => since ?? []).toSorted()[0] ?? null,
    names: {
      count: silent.length,
      all: concerned.length,
      clusters: silent.map(({ title }) => title).join(', '),
    },
  };
}

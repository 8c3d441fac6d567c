import type { z } from 'zod';
import type { needSchema } from '@/lib/contract/home';
import type { listProjects } from '@/lib/contract/projects';
import type { Answer } from '@/lib/contract/operation';
import { isOutage } from '@/lib/domain/app';
import { problemText, PROBLEMS, type ProblemCode } from '@/lib/domain/problem';
import { displayCpu, displayMemory, shareOf } from '@/lib/domain/quantity';
import type { AppVerdict } from './verdicts';

export type Need = z.output<typeof needSchema>;
type Project = Answer<typeof listProjects>['items'][number];

/** From this share of a quota on, its end is near. */
const NEAR = 0.9;
const WATCHED = ['cpu', 'memory', 'pods'] as const;
/** Use and quota in one unit: Kubernetes says `11500m` of `12`. */
const SHOW = { cpu: displayCpu, memory: displayMemory, pods: (text: string) => text } as const;

const nothing = { project: null, app: null, cluster: null, since: null, params: {}, outage: false };

/** A cluster that does not answer. */
interface SilentCluster {
  name: string;
  title: string;
  since: number | null;
}

/**
 * Everything that asks for somebody, the worst first: silent clusters, apps of which nothing serves, rollouts that
 * can't go on while an older release serves, broken projects, degraded apps, quotas.
 */
export function needsOf(
  projects: readonly Project[],
  verdicts: readonly AppVerdict[],
  silent: readonly SilentCluster[] = [],
): Need[] {
  const down = verdicts.filter(isOutage);
  const serving = verdicts.filter((app) => !isOutage(app));
  return [
    ...silent.map(clusterNeed),
    ...appNeeds(down),
    ...appNeeds(serving.filter((app) => app.verdict === 'failed')),
    ...projects.filter((project) => project.phase === 'broken').map(brokenNeed),
    ...appNeeds(serving.filter((app) => app.verdict === 'degraded')),
    ...projects.flatMap(quotaNeeds),
  ];
}

function appNeeds(verdicts: readonly AppVerdict[]): Need[] {
  return [...verdicts]
    .sort((a, b) => (b.since?.getTime() ?? 0) - (a.since?.getTime() ?? 0))
    .map((app) => ({
      ...nothing,
      kind: app.verdict === 'failed' ? ('app-failed' as const) : ('app-degraded' as const),
      project: app.project,
      app: app.app,
      reason: app.reason,
      message: app.message,
      params: app.params,
      since: app.since?.toISOString() ?? null,
      outage: isOutage(app),
    }));
}

function clusterNeed({ name, title, since }: SilentCluster): Need {
  return {
    ...nothing,
    kind: 'cluster-down',
    cluster: name,
    reason: 'unreachable',
    message: `The cluster ${title} can't be reached.`,
    params: { title },
    since: since === null ? null : new Date(since).toISOString(),
  };
}

function brokenNeed(project: Project): Need {
  const { problem } = project;
  const known = problem !== null && problem.code in PROBLEMS;
  return {
    ...nothing,
    kind: 'project-broken',
    project: project.name,
    reason: problem?.code ?? '',
    message: known ? problemText(problem.code as ProblemCode, 'en', problem.params) : '',
    params: Object.fromEntries(
      Object.entries(problem?.params ?? {}).map(([key, value]) => [key, String(value)]),
    ),
  };
}

function quotaNeeds(project: Project): Need[] {
  return (project.usage ?? []).flatMap((part) => {
    const resource = WATCHED.find((each) => each === part.resource);
    const share = shareOf(part.used, part.hard);
    if (!resource || share < NEAR) return [];
    const [used, hard] = [SHOW[resource](part.used), SHOW[resource](part.hard)];
    return [
      {
        ...nothing,
        kind: 'quota' as const,
        project: project.name,
        reason: resource,
        message: `${used} of ${hard} ${resource} are used.`,
        params: { used, hard, percent: String(Math.floor(share * 100)) },
      },
    ];
  });
}

import type { Project } from '@/lib/db';
import { APP_LABEL, releaseOf, type PodFacts, type ReplicaSetFacts } from '@/lib/domain/app';
import {
  clusterCache,
  type DeploymentRow,
  type EventRow,
  type NodeRow,
  type PodRow,
  type ReplicaSetRow,
} from '@/lib/kube';
import { inTime } from '@/lib/runtime/in-time';

/** What the shared caches hold of one app. */
export interface Observed {
  deployment: DeploymentRow | null;
  replicaSets: ReplicaSetRow[];
  pods: PodRow[];
  events: EventRow[];
  /** Of the whole cluster. */
  nodes: NodeRow[];
}

/** What the shared caches hold of one project, by app. */
export interface ProjectView {
  /** False when the cluster has never been heard of: nothing is known then. */
  known: boolean;
  /** True when the cluster can't be watched at the moment. */
  stale: boolean;
  of: (app: string) => Observed;
  allPods: PodRow[];
}

type Place = Pick<Project, 'name' | 'clusterName'>;

/** A page waits no longer for a cluster that was never heard of. */
const PATIENCE_MS = 3000;

/** The project's objects as the shared caches know them. */
export async function observe(project: Place): Promise<ProjectView> {
  const cache = clusterCache(project.clusterName);
  const { name } = project;
  const lists = Promise.all([
    cache.deployments.list(name),
    cache.replicaSets.list(name),
    cache.pods.list(name),
    cache.events.list(name),
    cache.nodes.list(),
  ]);
  const known = await inTime(
    lists.catch(() => null),
    PATIENCE_MS,
    null,
  );
  const stale =
    !known ||
    [cache.deployments, cache.replicaSets, cache.pods].some((kind) => kind.fresh().staleSince !== null);
  const [deployments, replicaSets, pods, events, nodes] = known ?? [[], [], [], [], []];
  const byApp = {
    deployments: groupByApp(deployments),
    replicaSets: groupByApp(replicaSets),
    pods: groupByApp(pods),
  };
  const byObject = groupEvents(events);
  return {
    known: known !== null,
    stale,
    allPods: pods,
    of: (app) => {
      const sets = byApp.replicaSets.get(app) ?? [];
      const subjects = [`=${app}`, ...sets.map((set) => set.name)];
      return {
        deployment: byApp.deployments.get(app)?.find((row) => row.name === app) ?? null,
        replicaSets: sets,
        pods: [...(byApp.pods.get(app) ?? [])].sort((x, y) => (x.name < y.name ? -1 : 1)),
        events: subjects
          .flatMap((subject) => byObject.get(subject) ?? [])
          .sort((x, y) => (y.at ?? '').localeCompare(x.at ?? '')),
        nodes,
      };
    },
  };
}

function groupByApp<R extends { labels: Record<string, string> }>(rows: readonly R[]): Map<string, R[]> {
  return group(rows, (row) => row.labels[APP_LABEL]);
}

/**
 * Events by what they belong to: `=<app>` for its Deployment and Service, the name of the ReplicaSet for it and for its
 * pods, also those that are gone by now.
 */
function groupEvents(events: readonly EventRow[]): Map<string, EventRow[]> {
  return group(events, (event) => {
    if (event.kind === 'Deployment' || event.kind === 'Service') return `=${event.object}`;
    if (event.kind === 'Pod') return event.object.slice(0, Math.max(0, event.object.lastIndexOf('-')));
    return event.object;
  });
}

function group<R>(rows: readonly R[], keyOf: (row: R) => string | undefined): Map<string, R[]> {
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key === undefined) continue;
    const known = groups.get(key);
    if (known) known.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** Calls back when something of the project changes in the caches; returns how to end that. */
export function onChange(project: Place, listener: () => void): () => void {
  const cache = clusterCache(project.clusterName);
  const ends = [cache.deployments, cache.replicaSets, cache.pods, cache.events].map((kind) =>
    kind.subscribe(project.name, listener),
  );
  return () => {
    for (const end of ends) end();
  };
}

export function podFacts(row: PodRow): PodFacts {
  return { ...row, owner: row.owner?.name ?? null, release: releaseOf(row.labels) };
}

export function replicaSetFacts(row: ReplicaSetRow): ReplicaSetFacts {
  return { ...row, release: releaseOf(row.templateLabels) };
}

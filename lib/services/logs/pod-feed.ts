import { isOurs } from '@/lib/domain/app';
import { Problem } from '@/lib/domain/problem';
import { clusterCache, clusterState, onClusterState, type PodRow } from '@/lib/kube';
import type { ContainerFacts, PodFacts, PodFeed } from './feed';

type ContainerRow = PodRow['containers'][number];

/** The pods of an app, from the shared watch. */
export async function appFeed(cluster: string, project: string, app: string): Promise<PodFeed> {
  return feedOf(cluster, project, false, (pod) => isOurs(pod.labels, project, app));
}

/** One pod; 404 when there is none. */
export async function podFeed(cluster: string, project: string, name: string): Promise<PodFeed> {
  const row = await clusterCache(cluster).pods.get(project, name);
  if (!row) throw new Problem('resource.not_found', { what: name });
  return feedOf(cluster, project, true, (pod) => pod.uid === row.uid);
}

/** A pod that is known already, by its uid. */
export function feedOfPod(cluster: string, project: string, uid: string): Promise<PodFeed> {
  return feedOf(cluster, project, true, (pod) => pod.uid === uid);
}

async function feedOf(
  cluster: string,
  namespace: string,
  fixed: boolean,
  wanted: (pod: PodRow) => boolean,
): Promise<PodFeed> {
  const cache = clusterCache(cluster).pods;
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const resolve of waiting) resolve();
    waiting.clear();
  };
  const unsubscribe = cache.subscribe(namespace, wake);
  try {
    await cache.list(namespace);
  } catch (error) {
    unsubscribe();
    throw error;
  }
  return {
    fixed,
    pods: () => cache.now(namespace).filter(wanted).map(factsOf),
    changed: (signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const done = () => {
          signal.removeEventListener('abort', done);
          waiting.delete(done);
          resolve();
        };
        waiting.add(done);
        signal.addEventListener('abort', done, { once: true });
      }),
    onReach: (tell) =>
      onClusterState(cluster, () => void clusterState(cluster).then((state) => tell(state.reachable))),
    close: () => {
      unsubscribe();
      wake();
    },
  };
}

function factsOf(pod: PodRow): PodFacts {
  return {
    uid: pod.uid,
    name: pod.name,
    finished: pod.phase === 'Succeeded' || pod.phase === 'Failed',
    containers: [
      ...pod.initContainers.map((row) => containerOf(row, true)),
      ...pod.containers.map((row) => containerOf(row, false)),
      ...pod.ephemeralContainers.map((row) => containerOf(row, true)),
    ],
  };
}

function containerOf(row: ContainerRow, aside: boolean): ContainerFacts {
  const running = row.state === 'running';
  return {
    name: row.name,
    aside,
    // The count of restarts numbers the runs; before the first one has begun there is none.
    run: running || row.ended ? String(row.restarts) : null,
    running,
    restarts: row.restarts,
    exitCode: row.ended?.exitCode ?? null,
    reason: row.ended?.reason ?? null,
  };
}

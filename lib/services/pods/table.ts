import type { Project } from '@/lib/db';
import { RowTable } from '@/lib/domain/live';
import { clusterCache, podUsage, type PodUsage } from '@/lib/kube';
import { log } from '@/lib/observability/log';
import { joinShared, Paced } from '@/lib/services/live';
import { entryOf, type PodEntry } from './entries';

/** The pods of a project at one moment, for all who look at them. */
export interface PodTable {
  entries: RowTable<PodEntry>;
  /** False while the cluster was never heard of. */
  known: boolean;
  /** True while the cluster can't be watched. */
  stale: boolean;
}

type Place = Pick<Project, 'id' | 'name' | 'clusterName'>;

/** A change is told at once, the next one after so long. */
const LEAST_MS = 100;
/** What the cluster measures is not watched but asked for; it measures every 15 s itself. */
const USAGE_MS = 15_000;
/** A page waits no longer for a cluster that was never heard of. */
const PATIENCE_MS = 3000;

/** Follows the pods of a project; the work is done once, however many follow. Returns how to leave. */
export function joinPods(project: Place, listener: (table: PodTable) => void): () => void {
  return joinShared('pods', project.id, ({ tell }) => begin(project, tell), { value: listener });
}

function begin({ name, clusterName }: Place, tell: (table: PodTable) => void): () => void {
  const cache = clusterCache(clusterName).pods;
  const entries = new RowTable<PodEntry>();
  const usage = new Map<string, PodUsage>();
  const paced = new Paced(LEAST_MS, () => {
    const { synced, staleSince } = cache.fresh();
    tell({ entries, known: synced, stale: !synced || staleSince !== null });
  });
  const leave = cache.subscribe(name, (change) => {
    if (change.type === 'set') entries.set(change.row.name, entryOf(change.row, usage.get(change.row.name)));
    else if (change.type === 'delete') entries.delete(change.row.name);
    paced.soon();
  });
  for (const pod of cache.now(name)) entries.set(pod.name, entryOf(pod, undefined));
  const patience = setTimeout(() => paced.soon(), PATIENCE_MS);
  if (cache.fresh().synced) paced.soon();
  let over = false;
  const measure = async () => {
    if (entries.size === 0) return;
    usage.clear();
    for (const each of await podUsage(clusterName, name)) usage.set(each.name, each);
    if (over) return;
    for (const pod of cache.now(name)) {
      const old = entries.get(pod.name);
      const now = entryOf(pod, usage.get(pod.name));
      if (!old || old.row.cpu !== now.row.cpu || old.row.memory !== now.row.memory)
        entries.set(pod.name, now);
    }
    paced.soon();
  };
  const look = () => {
    measure().catch((error: unknown) => log.debug('the use of pods is not known', { project: name, error }));
  };
  look();
  const timer = setInterval(look, USAGE_MS);
  timer.unref();
  return () => {
    over = true;
    leave();
    paced.close();
    clearTimeout(patience);
    clearInterval(timer);
  };
}

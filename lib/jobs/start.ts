import { db } from '@/lib/db';
import { asConsole } from '@/lib/kube';
import { log } from '@/lib/observability/log';
import { closeLeftIntents, recoverOperations, recoverReleases, trackVerdicts } from '@/lib/services/apps';
import { reconcileProjects } from '@/lib/services/projects';
import { campaign } from './leader';
import { reconcilers, registerReconciler } from './registry';
import { pause, repeat } from './runner';

const NAMESPACE = 'berth-system';
const LEASE = 'berth-leader';

/** Berth's own background work. */
function registerOwn(): void {
  registerReconciler({ name: 'projects', everySeconds: 3, run: reconcileProjects });
  registerReconciler({ name: 'verdicts', everySeconds: 1, run: trackVerdicts });
  registerReconciler({ name: 'releases', everySeconds: 10, run: recoverReleases });
  registerReconciler({ name: 'operations', everySeconds: 10, run: recoverOperations });
  registerReconciler({ name: 'intents', everySeconds: 30, run: closeLeftIntents });
}

/**
 * Starts the background work: every replica asks for the Lease, the one that holds it runs all reconcilers. Returns
 * what ends it and gives the Lease back.
 */
export function startJobs(): () => void {
  registerOwn();
  const end = new AbortController();
  void run(end.signal).catch((error: unknown) => log.error('background work ended', { error }));
  return () => end.abort();
}

async function run(signal: AbortSignal): Promise<void> {
  const cluster = await firstCluster(signal);
  if (cluster === null) return;
  await campaign(
    {
      kube: () => asConsole(cluster),
      namespace: NAMESPACE,
      name: LEASE,
      lead: (term) => {
        for (const reconciler of reconcilers()) void repeat(reconciler, term);
      },
    },
    signal,
  );
}

/** The cluster whose Lease decides: the first that was registered, the one beside the console. */
async function firstCluster(signal: AbortSignal): Promise<string | null> {
  while (!signal.aborted) {
    const row = await db()
      .cluster.findFirst({ orderBy: [{ createdAt: 'asc' }, { name: 'asc' }] })
      .catch((error: unknown) => {
        log.warn('the clusters could not be read', { error });
        return null;
      });
    if (row) return row.name;
    await pause(2000, signal);
  }
  return null;
}

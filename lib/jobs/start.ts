import { db } from '@/lib/db';
import { asConsole } from '@/lib/kube';
import { log } from '@/lib/observability/log';
import {
  closeLeftIntents,
  keepCrashLogs,
  recoverOperations,
  recoverReleases,
  trackVerdicts,
} from '@/lib/services/apps';
import { pruneLogExcerpts } from '@/lib/services/logs';
import { installationId, pruneRows } from '@/lib/services/platform';
import { closeProjectIntents, reconcileProjects, syncPullSecrets } from '@/lib/services/projects';
import { pruneShellRecordings, sweepShells } from '@/lib/services/shells';
import { campaign } from './leader';
import { reconcilers, registerReconciler } from './registry';
import { pause, repeat } from './runner';

const NAMESPACE = 'berth-system';

/** Berth's own background work. */
function registerOwn(): void {
  registerReconciler({ name: 'projects', everySeconds: 3, run: reconcileProjects });
  registerReconciler({ name: 'project-intents', everySeconds: 10, run: closeProjectIntents });
  registerReconciler({ name: 'pull-secrets', everySeconds: 10, run: syncPullSecrets });
  registerReconciler({ name: 'verdicts', everySeconds: 1, run: trackVerdicts });
  registerReconciler({ name: 'crashes', everySeconds: 1, run: keepCrashLogs });
  registerReconciler({ name: 'releases', everySeconds: 10, run: recoverReleases });
  registerReconciler({ name: 'operations', everySeconds: 10, run: recoverOperations });
  registerReconciler({ name: 'log-excerpts', everySeconds: 300, run: pruneLogExcerpts });
  registerReconciler({ name: 'shells', everySeconds: 5, run: sweepShells });
  registerReconciler({ name: 'shell-recordings', everySeconds: 300, run: pruneShellRecordings });
  registerReconciler({ name: 'retention', everySeconds: 3600, run: pruneRows });
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
  const where = await whereToLead(signal);
  if (where === null) return;
  await campaign(
    {
      kube: () => asConsole(where.cluster),
      namespace: NAMESPACE,
      name: where.lease,
      lead: (term) => {
        for (const reconciler of reconcilers()) void repeat(reconciler, term);
      },
    },
    signal,
  );
}

/**
 * The Lease that decides: of this installation (docs/adr/0009), in the first cluster that was registered, the one
 * beside the console.
 */
async function whereToLead(signal: AbortSignal): Promise<{ cluster: string; lease: string } | null> {
  while (!signal.aborted) {
    try {
      const row = await db().cluster.findFirst({ orderBy: [{ createdAt: 'asc' }, { name: 'asc' }] });
      if (row) return { cluster: row.name, lease: `berth-leader-${await installationId()}` };
    } catch (error) {
      log.warn('it could not be found out where to lead', { error });
    }
    await pause(2000, signal);
  }
  return null;
}

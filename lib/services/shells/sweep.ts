import { db, type ShellSession as Row } from '@/lib/db';
import { kubeGroups, kubeUser } from '@/lib/domain/access';
import { isProblem } from '@/lib/domain/problem';
import { asUser } from '@/lib/kube';
import { log } from '@/lib/observability/log';
import { singleton } from '@/lib/runtime/singleton';
import { closeAfterRestart } from '@/lib/services/kernel';
import { runningContainer } from './container';
import { hangUp } from './hang-up';
import { liveShells } from './registry';
import { writeEnded } from './row';

/** No sign of life for so long, as seen from here: clocks of replicas may differ. */
const PATIENCE_MS = 45_000;
/** What can't be hung up for so long is given up. */
const GIVEN_UP_MS = 3_600_000;
/** The pod is gone or the container stands still: then so does what ran in it. */
const GONE: readonly string[] = ['cluster.not_found', 'resource.not_found', 'shell.not_running'];
const REASON = 'console-ended';

interface Seen {
  aliveAt: number;
  since: number;
}

/**
 * Closes sessions whose console is gone: what they left in their containers is hung up, their rows and audit get an
 * end. Run by the leader; a session of a console that lives is left alone, since that one goes on writing.
 */
export async function sweepShells(signal: AbortSignal): Promise<void> {
  const seen = singleton('shell-sweep', () => new Map<string, Seen>());
  const rows = await db().shellSession.findMany({
    where: { endedAt: null },
    orderBy: { id: 'asc' },
    take: 1000,
  });
  const open = rows.filter((row) => !liveShells().has(row.id));
  for (const id of seen.keys()) if (!open.some((row) => row.id === id)) seen.delete(id);
  for (const row of open) {
    if (signal.aborted) return;
    const aliveAt = row.aliveAt?.getTime() ?? 0;
    const before = seen.get(row.id);
    if (before?.aliveAt !== aliveAt) seen.set(row.id, { aliveAt, since: performance.now() });
    else if (performance.now() - before.since > PATIENCE_MS) await close(row);
  }
}

async function close(row: Row): Promise<void> {
  const gone = await hangUpLeft(row);
  const age = Date.now() - (row.aliveAt ?? row.startedAt).getTime();
  if (!gone && age < GIVEN_UP_MS) return;
  await writeEnded(row.id, { exitCode: null, reason: REASON, message: '' });
  log.info('a shell of a console that is gone was closed', { id: row.id, gone });
  if (row.auditEventId === null) return;
  await closeAfterRestart(row.auditEventId, { result: 'unknown', code: null, detail: `ended: ${REASON}` });
}

/** Hangs up what a session left in its container; false when it should be tried again. */
async function hangUpLeft(row: Row): Promise<boolean> {
  const { pid, projectName: project, pod, container } = row;
  const found = await db().project.findUnique({ where: { name: project } });
  if (pid === null || !found || found.createdAt > row.startedAt) return true;
  // The person may have lost the right meanwhile: what remains of it is to end what they began.
  const groups = kubeGroups(project, {
    role: 'viewer',
    rights: { logs: false, exec: true, secrets: false },
  });
  const client = asUser(found.clusterName, { user: kubeUser(row.userId), groups });
  try {
    const now = await runningContainer(client, { project, pod, container });
    // Restarted: its process went with it, and the number may be another's.
    if (now.id !== row.containerId) return true;
  } catch (error) {
    return isProblem(error) && GONE.includes(error.code);
  }
  return hangUp(client, { namespace: project, pod, container }, pid);
}

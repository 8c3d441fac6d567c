import { db, type ShellSession as Row } from '@/lib/db';
import { kubeGroups, kubeUser } from '@/lib/domain/access';
import { isProblem } from '@/lib/domain/problem';
import { asUser } from '@/lib/kube';
import { log } from '@/lib/observability/log';
import { runningContainer } from './container';
import { hangUp } from './hang-up';

/** What can't be hung up for so long is given up. */
export const GIVEN_UP_MS = 3_600_000;
/** The pod is gone or the container stands still: then so does what ran in it. */
const GONE: readonly string[] = ['cluster.not_found', 'resource.not_found', 'shell.not_running'];
const AGAIN_MS = 5000;

/** Hangs up what a session left in its container; false when it should be tried again. */
export async function hangUpLeft(row: Row): Promise<boolean> {
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

/** Goes on trying to hang up what an ended session left while the cluster does not answer. */
export function hangUpLater(id: string): void {
  const since = performance.now();
  const look = async () => {
    const row = await db().shellSession.findUnique({ where: { id } });
    if (!row || (await hangUpLeft(row))) {
      log.info('what a shell had left was hung up', { id });
    } else if (performance.now() - since < GIVEN_UP_MS) again();
  };
  const again = () => {
    setTimeout(() => {
      look().catch((error: unknown) => {
        log.warn('what a shell left could not be hung up', { id, error });
        again();
      });
    }, AGAIN_MS).unref();
  };
  again();
}

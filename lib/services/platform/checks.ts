import path from 'node:path';
import { db, isUnreachable, pendingMigrations } from '@/lib/db';
import { asConsole, clusterState } from '@/lib/kube';

/** How one thing that the console needs is doing. `reason` is a word for programs and never holds a secret. */
export interface Check {
  ok: boolean;
  reason: string;
}

/** Where the migrations lie: beside the console, in a checkout as in the image. */
const MIGRATIONS = path.join('prisma', 'migrations');

const OK: Check = { ok: true, reason: 'ok' };

/** True when the database answers. */
export async function checkDatabase(): Promise<Check> {
  try {
    await db().$queryRaw`SELECT 1`;
    return OK;
  } catch (error) {
    return { ok: false, reason: isUnreachable(error) ? 'unreachable' : 'refused' };
  }
}

/** True when every migration of this build is applied. */
export async function checkMigrations(): Promise<Check> {
  try {
    const pending = await pendingMigrations(path.resolve(MIGRATIONS));
    return pending.length === 0 ? OK : { ok: false, reason: `pending: ${pending.join(', ')}` };
  } catch {
    return { ok: false, reason: 'unknown' };
  }
}

/** Whether each registered cluster's API server answers, by name; nothing while the database does not say which. */
export async function clusterChecks(): Promise<Record<string, Check>> {
  const names = await clusterNames().catch(() => []);
  const states = names.map(async (name): Promise<[string, Check]> => {
    const { reachable } = await clusterState(name);
    return [name, reachable ? OK : { ok: false, reason: 'unreachable' }];
  });
  return Object.fromEntries(await Promise.all(states));
}

/** True when every registered cluster takes the console's own credential. */
export async function checkClusters(signal: AbortSignal): Promise<Check> {
  try {
    const names = await clusterNames();
    const silent: string[] = [];
    await Promise.all(
      names.map(async (name) => {
        if (!(await answersAt(name, signal))) silent.push(name);
      }),
    );
    return silent.length === 0 ? OK : { ok: false, reason: `unreachable: ${silent.sort().join(', ')}` };
  } catch {
    return { ok: false, reason: 'unknown' };
  }
}

async function clusterNames(): Promise<string[]> {
  const rows = await db().cluster.findMany({ select: { name: true }, orderBy: { name: 'asc' } });
  return rows.map(({ name }) => name);
}

async function answersAt(cluster: string, signal: AbortSignal): Promise<boolean> {
  try {
    await asConsole(cluster).raw('/version', signal);
    return true;
  } catch {
    return false;
  }
}

/** True when somebody can administer the platform. */
export async function checkAdministrator(): Promise<Check> {
  try {
    const count = await db().user.count({ where: { platformRole: 'admin', disabledAt: null } });
    return count > 0 ? OK : { ok: false, reason: 'none' };
  } catch {
    return { ok: false, reason: 'unknown' };
  }
}

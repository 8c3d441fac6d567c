import path from 'node:path';
import { db, isUnreachable, pendingMigrations } from '@/lib/db';
import { asConsole } from '@/lib/kube';

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

/** True when every registered cluster's API server answers. */
export async function checkClusters(signal: AbortSignal): Promise<Check> {
  try {
    const rows = await db().cluster.findMany({ select: { name: true }, orderBy: { name: 'asc' } });
    const answers = await Promise.all(
      rows.map(async ({ name }) => ({ name, ok: await answersAt(name, signal) })),
    );
    const silent = answers.filter((answer) => !answer.ok).map((answer) => answer.name);
    return silent.length === 0 ? OK : { ok: false, reason: `unreachable: ${silent.join(', ')}` };
  } catch {
    return { ok: false, reason: 'unknown' };
  }
}

async function answersAt(cluster: string, signal: AbortSignal): Promise<boolean> {
  return asConsole(cluster)
    .raw('/version', signal)
    .then(() => true)
    .catch(() => false);
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

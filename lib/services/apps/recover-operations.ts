import { loadPrincipal } from '@/lib/auth';
import { db, type App, type AuditEvent, type Project } from '@/lib/db';
import { can, type Permission, type Principal } from '@/lib/domain/access';
import { isProblem } from '@/lib/domain/problem';
import { log } from '@/lib/observability/log';
import { closeAfterRestart, leftBehindBefore } from '@/lib/services/kernel';
import { carryOut } from './delete';
import { tryAppLock } from './lock';
import { finishPending } from './operate';
import { pendingOf } from './pending';

const OPERATIONS = ['app.scale', 'app.restart', 'app.stop', 'app.start'];

/**
 * Finishes what a dead process left of operating and deleting apps: what was wanted is on record, so it is done again
 * as the person who asked, and the audit says so.
 */
export async function recoverOperations(signal?: AbortSignal): Promise<void> {
  const open = await db().auditEvent.findMany({
    where: {
      outcome: null,
      at: { lt: leftBehindBefore() },
      action: { in: [...OPERATIONS, 'app.delete'] },
    },
    orderBy: { seq: 'asc' },
    take: 500,
  });
  for (const event of open) {
    if (signal?.aborted) return;
    try {
      await recoverEvent(event);
    } catch (error) {
      log.error('an operation could not be finished', { event: event.id, action: event.action, error });
    }
  }
}

async function recoverEvent(event: AuditEvent): Promise<void> {
  const found = await subjectOf(event);
  if (!found) {
    // The row goes last: where it is gone, the deletion was done.
    const done = event.action === 'app.delete';
    await close(event, done ? null : new Error('the app is no longer there'));
    return;
  }
  const { app, project } = found;
  if (event.action === 'app.delete' && app.deletingAt === null) {
    await close(event, new Error('the deletion had not begun'));
    return;
  }
  if (event.action !== 'app.delete' && !pendingOf(app)) {
    // It ended before it began to ask the cluster, or after it was done.
    await closeUnknown(event);
    return;
  }
  const permission: Permission = event.action === 'app.delete' ? 'app.delete' : 'app.deploy';
  const by = await actorOf(event, permission, project);
  let failure: unknown = by ? null : new Error('the person may no longer do this');
  const held = await tryAppLock(app.id, async (tx) => {
    if (!by) return;
    try {
      if (event.action === 'app.delete') await carryOut(project, app, by);
      else await finishPending(tx, project, await tx.app.findUniqueOrThrow({ where: { id: app.id } }), by);
    } catch (error) {
      failure = error;
    }
  });
  if (!held) return;
  if (failure !== null && event.action === 'app.delete') {
    await db().app.updateMany({ where: { id: app.id }, data: { deletingAt: null } });
  }
  await close(event, failure);
}

async function subjectOf(event: AuditEvent): Promise<{ app: App; project: Project } | null> {
  if (event.project === null) return null;
  const row = await db().app.findFirst({
    where: { name: event.target, project: { name: event.project }, createdAt: { lte: event.at } },
    include: { project: true },
  });
  if (!row) return null;
  const { project, ...app } = row;
  return { app, project };
}

async function actorOf(
  event: AuditEvent,
  permission: Permission,
  project: Project,
): Promise<Principal | null> {
  if (event.actorId === null) return null;
  const by = await loadPrincipal(event.actorId, 'job', event.id);
  const scope = { kind: 'project' as const, project: project.name, tenantId: project.tenantId };
  return by && can(by, permission, scope) ? by : null;
}

async function closeUnknown(event: AuditEvent): Promise<void> {
  await closeAfterRestart(event.id, {
    result: 'unknown',
    code: null,
    detail: 'the console ended before the outcome was written',
  });
}

async function close(event: AuditEvent, failure: unknown): Promise<void> {
  await closeAfterRestart(event.id, {
    result: failure === null ? 'succeeded' : 'failed',
    code: isProblem(failure) ? failure.code : null,
    detail:
      failure === null
        ? 'finished after a restart'
        : `failed after a restart: ${failure instanceof Error ? failure.message : 'unknown'}`,
  });
}

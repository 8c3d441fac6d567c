import { loadPrincipal } from '@/lib/auth';
import { db, type Release } from '@/lib/db';
import { can, type Principal } from '@/lib/domain/access';
import { isProblem } from '@/lib/domain/problem';
import { log } from '@/lib/observability/log';
import { closeAfterRestart, leftBehindBefore } from '@/lib/services/kernel';
import { handOverLocked, markFailed } from './hand-over';
import { tryAppLock } from './lock';

/**
 * Finishes releases that a dead process recorded and did not hand over: applied as their maker, with the rights that
 * the maker has now, or marked failed with the reason; the audit says which.
 */
export async function recoverReleases(signal?: AbortSignal): Promise<void> {
  const left = await db().release.findMany({
    where: { phase: 'recorded', createdAt: { lt: leftBehindBefore() } },
    orderBy: { number: 'asc' },
    select: { id: true, appId: true },
    take: 500,
  });
  for (const { id, appId } of left) {
    if (signal?.aborted) return;
    try {
      await recoverRelease(id, appId);
    } catch (error) {
      log.error('a release could not be finished', { release: id, error });
    }
  }
}

async function recoverRelease(id: string, appId: string): Promise<void> {
  let closed: { release: Release; error: unknown } | null = null;
  await tryAppLock(appId, async (tx) => {
    const release = await tx.release.findUnique({
      where: { id },
      include: { app: { include: { project: true } } },
    });
    if (!release || release.phase !== 'recorded') return;
    const { app, ...row } = release;
    const { project, ...appRow } = app;
    const by = await makerOf(row, { project: project.name, tenantId: project.tenantId });
    if (typeof by === 'string') {
      await markFailed(tx, id, by);
      closed = { release: row, error: new Error(by) };
      return;
    }
    const outcome = await handOverLocked(tx, { project, app: appRow, release: row, by });
    closed = { release: row, error: 'error' in outcome ? outcome.error : null };
  });
  await tell(closed);
}

async function tell(closed: { release: Release; error: unknown } | null): Promise<void> {
  if (!closed) return;
  const { release, error } = closed;
  log.info('a release was finished after a restart', {
    release: release.number,
    app: release.appId,
    failed: error !== null,
  });
  if (release.auditEventId === null) return;
  await closeAfterRestart(release.auditEventId, {
    result: error === null ? 'succeeded' : 'failed',
    code: isProblem(error) ? error.code : error === null ? null : 'auth.forbidden',
    detail:
      error === null
        ? `release ${release.number}, finished after a restart`
        : `release ${release.number}, failed after a restart: ${error instanceof Error ? error.message : 'unknown'}`,
  });
}

/** The maker of a release with the rights of now, or why the maker can't finish it. */
async function makerOf(
  release: Release,
  scope: { project: string; tenantId: string },
): Promise<Principal | string> {
  const by = await loadPrincipal(release.createdById, 'job', release.id);
  if (!by) return `${release.createdBy} no longer has an account that is active.`;
  if (!can(by, 'app.deploy', { kind: 'project', ...scope })) {
    return `${release.createdBy} may no longer deploy to ${scope.project}.`;
  }
  return by;
}

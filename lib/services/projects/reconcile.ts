import { db } from '@/lib/db';
import { log } from '@/lib/observability/log';
import { tryProjectLock } from './lock';
import { pausesOf } from './pauses';
import { noteDeletion } from './phase';
import { provisionLocked } from './provision';
import { carryDeletion } from './removal';
import { projectInclude, type ProjectRow } from './rows';

// A request that makes a project is given this long before its project counts as left behind.
const CREATING_MS = 20_000;

/**
 * Finishes what requests left: makes projects that are half made, removes those that are being deleted. One that
 * fails is tried again after a pause that doubles; one that a request is at right now is left to it.
 */
export async function reconcileProjects(signal: AbortSignal): Promise<void> {
  const rows = await db().project.findMany({
    where: {
      OR: [
        { phase: { in: ['broken', 'deleting'] } },
        { phase: 'creating', createdAt: { lt: new Date(Date.now() - CREATING_MS) } },
      ],
    },
    include: projectInclude,
    orderBy: { createdAt: 'asc' },
  });
  const pauses = pausesOf('projects');
  pauses.keepOnly(new Set(rows.map(({ id }) => id)));
  for (const row of rows) {
    if (signal.aborted) return;
    if (pauses.isPaused(row.id)) continue;
    try {
      await reconcileProject(row);
      pauses.succeeded(row.id);
    } catch (error) {
      pauses.failed(row.id);
      log.warn('a project could not be brought to its phase', {
        project: row.name,
        phase: row.phase,
        error,
      });
    }
  }
}

/** One project's turn. */
async function reconcileProject(row: ProjectRow): Promise<void> {
  if (row.phase !== 'deleting') {
    await tryProjectLock(row.id, () => provisionLocked(row.id));
    return;
  }
  try {
    await carryDeletion(row);
  } catch (error) {
    await noteDeletion(row.id, error);
    throw error;
  }
}

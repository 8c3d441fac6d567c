import { db } from '@/lib/db';
import { log } from '@/lib/observability/log';
import { singleton } from '@/lib/runtime/singleton';
import { noteDeletion } from './phase';
import { provision } from './provision';
import { carryDeletion } from './removal';
import { projectInclude, type ProjectRow } from './rows';

// A request that makes a project is given this long before its project counts as left behind.
const CREATING_MS = 20_000;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 300_000;

interface Pause {
  until: number;
  length: number;
}

/**
 * Finishes what requests left: makes projects that are half made, removes those that are being deleted. One that
 * fails is tried again after a pause that doubles.
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
  const pauses = singleton('project-pauses', () => new Map<string, Pause>());
  for (const id of pauses.keys()) if (!rows.some((row) => row.id === id)) pauses.delete(id);
  for (const row of rows) {
    if (signal.aborted) return;
    const pause = pauses.get(row.id);
    if (pause && pause.until > Date.now()) continue;
    try {
      await reconcileProject(row);
      pauses.delete(row.id);
    } catch (error) {
      const length = Math.min(LONGEST_PAUSE_MS, (pause?.length ?? FIRST_PAUSE_MS / 2) * 2);
      pauses.set(row.id, { until: Date.now() + length, length });
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
    await provision(row.id);
    return;
  }
  try {
    await carryDeletion(row);
  } catch (error) {
    await noteDeletion(row.id, error);
    throw error;
  }
}

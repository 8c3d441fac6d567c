import { db, type AuditEvent, type ProjectPhase } from '@/lib/db';
import { problemText } from '@/lib/domain/problem';
import { closeAfterRestart, leftBehindBefore } from '@/lib/services/kernel';
import { readPhaseProblem } from './phase';

/**
 * Says in the audit what became of projects whose creation or deletion a dead process had begun. The project's
 * reconciler carries both through; the act stays open until its end is known.
 */
export async function closeProjectIntents(signal?: AbortSignal): Promise<void> {
  const open = await db().auditEvent.findMany({
    where: {
      outcome: null,
      at: { lt: leftBehindBefore() },
      action: { in: ['project.create', 'project.delete'] },
    },
    orderBy: { seq: 'asc' },
    take: 500,
  });
  for (const event of open) {
    if (signal?.aborted) return;
    const end = event.action === 'project.create' ? await creation(event) : await deletion(event);
    if (end) await closeAfterRestart(event.id, { code: null, ...end });
  }
}

interface End {
  result: 'succeeded' | 'failed';
  detail: string;
}

const FINISHED: End = { result: 'succeeded', detail: 'finished after a restart' };

async function creation(event: AuditEvent): Promise<End | null> {
  const row = await rowOf(event);
  if (!row) return { result: 'failed', detail: 'the project is not there' };
  const ends: Record<ProjectPhase, End | null> = {
    creating: null,
    active: FINISHED,
    broken: { result: 'failed', detail: `failed after a restart: ${reason(row.phaseDetail)}` },
    deleting: { result: 'failed', detail: 'the project is being deleted' },
  };
  return ends[row.phase];
}

async function deletion(event: AuditEvent): Promise<End | null> {
  const row = await rowOf(event);
  // One of that name that was made later is another project.
  if (!row || row.createdAt > event.at) return FINISHED;
  return row.phase === 'deleting' ? null : { result: 'failed', detail: 'the deletion had not begun' };
}

async function rowOf(event: AuditEvent) {
  return db().project.findUnique({ where: { name: event.project ?? event.target } });
}

function reason(phaseDetail: string | null): string {
  const problem = readPhaseProblem(phaseDetail);
  return problem ? problemText(problem.code, 'en', problem.params) : 'unknown';
}

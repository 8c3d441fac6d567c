import { db, type AuditEvent } from '@/lib/db';
import { closeAfterRestart, leftBehindBefore } from '@/lib/services/kernel';

/** Another replica may still be at it for so long. */
const LONGEST_ACT_MS = 180_000;
/** A shell is one act as long as it is open. */
const LONGEST_SHELL_MS = 24 * 3_600_000;

const MAKES_RELEASE = ['app.create', 'app.update', 'app.rollback'];
/** What becomes of these is known where they are carried through (lib/services/projects), and told there. */
const TOLD_ELSEWHERE = ['project.create', 'project.delete'];

/** Closes acts whose process died before their end was written: nobody will write it any more. */
export async function closeLeftIntents(signal?: AbortSignal): Promise<void> {
  const open = await db().auditEvent.findMany({
    where: {
      outcome: null,
      OR: [
        { action: { startsWith: 'shell.' }, at: { lt: new Date(Date.now() - LONGEST_SHELL_MS) } },
        {
          NOT: { action: { startsWith: 'shell.' } },
          action: { notIn: TOLD_ELSEWHERE },
          at: { lt: leftBehindBefore() },
        },
      ],
    },
    orderBy: { seq: 'asc' },
    take: 500,
  });
  for (const event of open) {
    if (signal?.aborted) return;
    await closeLeft(event);
  }
}

async function closeLeft(event: AuditEvent): Promise<void> {
  if (MAKES_RELEASE.includes(event.action)) {
    const release = await db().release.findFirst({ where: { auditEventId: event.id } });
    if (release?.phase === 'recorded') return;
    if (release) {
      // Handed over, and then the process died before it could say so.
      const failed = release.phase === 'failed';
      await closeAfterRestart(event.id, {
        result: failed ? 'failed' : 'succeeded',
        code: null,
        detail: `release ${release.number}, ${failed ? (release.phaseDetail ?? 'failed') : 'finished before a restart'}`,
      });
      return;
    }
  }
  if (Date.now() - event.at.getTime() < LONGEST_ACT_MS) return;
  await closeAfterRestart(event.id, {
    result: 'unknown',
    code: null,
    detail: 'the console ended before the outcome was written',
  });
}

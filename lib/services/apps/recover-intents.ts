import { db, type AuditEvent } from '@/lib/db';
import { startedAt } from '@/lib/runtime/started';
import { closeAfterRestart } from './close-intent';

/** Another replica may still be at it for so long. */
const LONGEST_ACT_MS = 180_000;
/** A shell is one act as long as it is open. */
const LONGEST_SHELL_MS = 24 * 3_600_000;

const MAKES_RELEASE = ['app.create', 'app.update', 'app.rollback'];

/** Closes acts whose process died before their end was written: nobody will write it any more. */
export async function closeLeftIntents(signal?: AbortSignal): Promise<void> {
  const open = await db().auditEvent.findMany({
    where: { outcome: null, at: { lt: new Date(startedAt()) } },
    orderBy: { seq: 'asc' },
    take: 500,
  });
  for (const event of open) {
    if (signal?.aborted) return;
    await closeLeft(event);
  }
}

async function closeLeft(event: AuditEvent): Promise<void> {
  const age = Date.now() - event.at.getTime();
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
  const longest = event.action.startsWith('shell.') ? LONGEST_SHELL_MS : LONGEST_ACT_MS;
  if (age < longest) return;
  await closeAfterRestart(event.id, {
    result: 'unknown',
    code: null,
    detail: 'the console ended before the outcome was written',
  });
}

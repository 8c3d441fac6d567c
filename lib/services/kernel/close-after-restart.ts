import { db, isUniqueViolation } from '@/lib/db';
import { startedAt } from '@/lib/runtime/started';
import { closeIntent } from './audit';

interface End {
  result: 'succeeded' | 'failed' | 'unknown';
  code: string | null;
  detail: string;
}

/** Longer than this, no process is still at an act that has neither a lock nor an end. */
const FORGOTTEN_MS = 60_000;

/** What was begun before this moment and has no end was left behind: it is older than this process, or forgotten. */
export function leftBehindBefore(): Date {
  return new Date(Math.max(startedAt(), Date.now() - FORGOTTEN_MS));
}

/** Closes the audit row of an act whose process died; a row that has an end already keeps it. */
export async function closeAfterRestart(eventId: string, end: End): Promise<void> {
  const event = await db().auditEvent.findUnique({ where: { id: eventId }, include: { outcome: true } });
  if (!event || event.outcome) return;
  const now = new Date();
  try {
    await closeIntent(eventId, {
      ...end,
      at: now,
      before: null,
      after: null,
      durationMs: now.getTime() - event.at.getTime(),
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
}

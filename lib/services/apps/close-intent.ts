import { db, isUniqueViolation } from '@/lib/db';
import { closeIntent } from '@/lib/services/kernel';

interface End {
  result: 'succeeded' | 'failed' | 'unknown';
  code: string | null;
  detail: string;
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

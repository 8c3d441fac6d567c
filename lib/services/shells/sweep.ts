import { db, type ShellSession as Row } from '@/lib/db';
import { log } from '@/lib/observability/log';
import { singleton } from '@/lib/runtime/singleton';
import { closeAfterRestart } from '@/lib/services/kernel';
import { GIVEN_UP_MS, hangUpLeft } from './hang-up-left';
import { liveShells } from './registry';
import { writeEnded } from './row';

/** No sign of life for so long, as seen from here: clocks of replicas may differ. */
const PATIENCE_MS = 45_000;
const REASON = 'console-ended';

interface Seen {
  aliveAt: number;
  since: number;
}

/**
 * Closes sessions whose console is gone: what they left in their containers is hung up, their rows and audit get an
 * end. Run by the leader; a session of a console that lives is left alone, since that one goes on writing.
 */
export async function sweepShells(signal: AbortSignal): Promise<void> {
  const seen = singleton('shell-sweep', () => new Map<string, Seen>());
  const rows = await db().shellSession.findMany({
    where: { endedAt: null },
    orderBy: { id: 'asc' },
    take: 1000,
  });
  const open = rows.filter((row) => !liveShells().has(row.id));
  for (const id of seen.keys()) if (!open.some((row) => row.id === id)) seen.delete(id);
  for (const row of open) {
    if (signal.aborted) return;
    const aliveAt = row.aliveAt?.getTime() ?? 0;
    const before = seen.get(row.id);
    if (before?.aliveAt !== aliveAt) seen.set(row.id, { aliveAt, since: performance.now() });
    else if (performance.now() - before.since > PATIENCE_MS) await close(row);
  }
}

async function close(row: Row): Promise<void> {
  const gone = await hangUpLeft(row);
  const age = Date.now() - (row.aliveAt ?? row.startedAt).getTime();
  if (!gone && age < GIVEN_UP_MS) return;
  await writeEnded(row.id, { exitCode: null, reason: REASON, message: '' });
  log.info('a shell of a console that is gone was closed', { id: row.id, gone });
  if (row.auditEventId === null) return;
  await closeAfterRestart(row.auditEventId, { result: 'unknown', code: null, detail: `ended: ${REASON}` });
}

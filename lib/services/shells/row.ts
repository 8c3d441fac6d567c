import { db, type ShellSession as Row } from '@/lib/db';
import type { ShellExit } from '@/lib/domain/shell';
import type { ShellRequest } from '@/lib/contract/shells';
import type { Principal } from '@/lib/domain/access';
import { log } from '@/lib/observability/log';

interface Begun {
  principal: Principal;
  request: ShellRequest;
  container: string;
  containerId: string | null;
  pid: number | null;
  auditEventId: string;
}

/** Writes down that a session runs; answers its id. */
export async function writeBegun({ principal, request, ...more }: Begun): Promise<string> {
  const row = await db().shellSession.create({
    data: {
      projectName: request.project,
      pod: request.pod,
      userId: principal.userId,
      userName: principal.name,
      command: request.command,
      aliveAt: new Date(),
      ...more,
    },
  });
  return row.id;
}

/** Writes down whether somebody is attached, in the order of the calls, and tells when it is; a failure is only logged. */
export function attachedWriter(id: string, written: () => void): (now: boolean) => void {
  let last: Promise<unknown> = Promise.resolve();
  let before = true;
  return (now) => {
    if (now === before) return;
    before = now;
    const at = now ? null : new Date();
    last = last
      .then(() => db().shellSession.updateMany({ where: { id }, data: { detachedAt: at } }))
      .then(written)
      .catch((error: unknown) => log.warn('a shell’s state could not be written', { id, error }));
  };
}

/** Writes down how a session ended. */
export async function writeEnded(id: string, exit: ShellExit): Promise<void> {
  await db().shellSession.updateMany({
    where: { id },
    data: { endedAt: new Date(), exitCode: exit.exitCode, reason: exit.reason },
  });
}

/** How a session ended, as its row says; null while it runs. */
export function exitOf(row: Row): ShellExit | null {
  return row.endedAt ? { exitCode: row.exitCode, reason: row.reason ?? 'lost', message: '' } : null;
}

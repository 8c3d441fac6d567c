import { SHELL_ACCESS, SHELL_WATCH_AUDIT, type ShellRequest } from '@/lib/contract/shells';
import { db, type ShellSession as Row } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';
import type { ShellExit } from '@/lib/domain/shell';
import { audited, authorise, projectScope, requireSignIn, type Caller } from '@/lib/services/kernel';
import { liveShells } from './registry';
import { exitOf } from './row';
import type { ShellSession } from './session';

/** The console that runs a session writes so at least this often. */
const SIGN_OF_LIFE_MS = 15_000;

/**
 * The session that a client comes back to: only for the sign-in or token that opened it, so that a sign-out ends
 * everything that it began. A session that ended meanwhile is answered by how.
 */
export async function findShell(
  caller: Caller,
  request: ShellRequest,
): Promise<{ session: ShellSession } | { exit: ShellExit }> {
  const principal = requireSignIn(caller);
  const { scope } = await projectScope(request.project);
  authorise(principal, SHELL_ACCESS, scope);
  const row = await rowOf(request);
  if (row?.userId !== principal.userId) throw new Problem('resource.not_found', { what: row?.id ?? 'shell' });
  const session = liveShells().get(row.id);
  if (!session) return { exit: exitOf(row) ?? unknownEnd(row) };
  const { via, credentialId } = session.principal;
  if (via !== principal.via || credentialId !== principal.credentialId)
    throw new Problem('shell.other_sign_in');
  return { session };
}

/** The session that somebody wants to watch; on record, whether it is granted or not. */
export async function watchShell(
  caller: Caller,
  request: ShellRequest,
): Promise<{ session: ShellSession; name: string }> {
  const principal = requireSignIn(caller);
  const resolved = await projectScope(request.project);
  const intent = {
    caller,
    principal,
    action: SHELL_WATCH_AUDIT,
    resolved,
    target: request.pod,
    input: { session: request.session },
  };
  return audited(intent, SHELL_ACCESS, async (audit) => {
    const row = await rowOf(request);
    if (!row) throw new Problem('resource.not_found', { what: 'shell' });
    const session = liveShells().get(row.id);
    if (!session && !row.endedAt) unknownEnd(row);
    if (!session || session.over.aborted) throw new Problem('shell.over');
    if (!session.watchable) throw new Problem('shell.unwatchable');
    audit.detail = `shell of ${row.userName}`;
    await audit.succeed();
    return { session, name: principal.displayName || principal.name };
  });
}

async function rowOf(request: ShellRequest): Promise<Row | null> {
  const project = await db().project.findUniqueOrThrow({ where: { name: request.project } });
  return db().shellSession.findFirst({
    where: {
      id: request.session ?? '',
      projectName: project.name,
      pod: request.pod,
      startedAt: { gte: project.createdAt },
    },
  });
}

/** A session that has no end on record and is not here: at another replica, or its console is gone. */
function unknownEnd(row: Row): ShellExit {
  if (row.aliveAt && Date.now() - row.aliveAt.getTime() < SIGN_OF_LIFE_MS)
    throw new Problem('shell.elsewhere');
  return { exitCode: null, reason: 'console-ended', message: '' };
}

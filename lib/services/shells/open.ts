import { SHELL_ACCESS, SHELL_AUDIT, type ShellRequest } from '@/lib/contract/shells';
import { config } from '@/lib/config';
import { Problem, problemText, type Language } from '@/lib/domain/problem';
import type { ShellExit } from '@/lib/domain/shell';
import { log } from '@/lib/observability/log';
import {
  audited,
  guardRight,
  kubeAs,
  projectScope,
  requireSignIn,
  touchProject,
  type AuditRecord,
  type Caller,
  type LostRight,
} from '@/lib/services/kernel';
import { runningContainer } from './container';
import { hangUp } from './hang-up';
import { hangUpLater } from './hang-up-left';
import { pulse } from './pulse';
import { beginRecording } from './recording';
import { liveShells, requireRoom } from './registry';
import { attachedWriter, writeBegun, writeEnded } from './row';
import { ShellSession } from './session';
import { startShell } from './start';

/**
 * Opens a shell, or runs a command, in a container's terminal, as the caller. On record before anything is tried:
 * what is refused stands in the audit, too. 404 to who may not see the project, 403 without the right.
 */
export async function openShell(caller: Caller, request: ShellRequest): Promise<ShellSession> {
  const principal = requireSignIn(caller);
  const resolved = await projectScope(request.project);
  const intent = {
    caller,
    principal,
    action: SHELL_AUDIT,
    resolved,
    target: request.pod,
    input: { container: request.container ?? null, command: request.command },
  };
  return audited(intent, SHELL_ACCESS, async (audit) => {
    if (!resolved.project) throw new Problem('internal');
    requireRoom(principal.userId);
    const { id: projectId } = resolved.project;
    const changed = () => touchProject(projectId);
    const client = kubeAs(principal, resolved.project);
    const { name: container, id: containerId } = await runningContainer(client, request);
    const target = { namespace: request.project, pod: request.pod, container };
    const { channel, pid } = await startShell(client, target, request.command);
    const row = { principal, request, container, containerId, pid, auditEventId: audit.id };
    const hangUpNow = async () => pid === null || hangUp(client, target, pid);
    const abandon = async (error: unknown): Promise<never> => {
      channel.close();
      await hangUpNow();
      throw error;
    };
    const id = await writeBegun(row).catch(abandon);
    const { project, pod } = request;
    const recorder = await beginRecording(id, resolved.project, {
      room: () => session.flow(),
      changed: (state) => session.recordingChanged(state),
      lost: () => void session.finish(unrecorded(caller.language), true),
    }).catch(async (error: unknown) => {
      // Where that can't be written either, the sweep closes the row.
      await writeEnded(id, unrecorded(caller.language)).catch(() => undefined);
      return abandon(error);
    });
    const session: ShellSession = new ShellSession({
      id,
      project,
      pod,
      container,
      principal,
      language: caller.language,
      channel,
      recorder,
      keepMs: request.session === 'new' ? config().BERTH_SHELL_KEEP_SECONDS * 1000 : 0,
      attached: attachedWriter(id, changed),
      finished: async (exit) => {
        const [, gone] = await Promise.all([recorder?.finish(), exit.exitCode !== null || hangUpNow()]);
        // A cluster that does not answer has the shell end, and its programs run on.
        if (!gone) hangUpLater(id);
        await closeRecord({ id, audit, container, recorded: recorder !== null }, exit);
        changed();
      },
      forgotten: () => liveShells().delete(id),
    });
    liveShells().set(id, session);
    changed();
    pulse();
    guardRight(principal, SHELL_ACCESS, project, session.over, (lost) => {
      void session.finish(lossOf(lost, caller.language), true);
    });
    return session;
  });
}

/** How a session ends for who may not have it any more. */
export function lossOf(lost: LostRight, language: Language): ShellExit {
  const code = lost === 'signed-out' ? 'auth.required' : 'auth.forbidden';
  return { exitCode: null, reason: lost, message: problemText(code, language, { permission: SHELL_ACCESS }) };
}

/** How a session ends that must be recorded, and can't be. */
function unrecorded(language: Language): ShellExit {
  const code = 'shell.unrecorded';
  return { exitCode: null, reason: code, message: problemText(code, language) };
}

interface Opened {
  id: string;
  audit: AuditRecord;
  container: string;
  recorded: boolean;
}

async function closeRecord({ id, audit, container, recorded }: Opened, exit: ShellExit): Promise<void> {
  audit.after = { session: id, container, recorded, exitCode: exit.exitCode, reason: exit.reason };
  audit.detail = exit.exitCode === null ? `ended: ${exit.reason}` : `exit ${exit.exitCode}`;
  await audit.succeed();
  await writeEnded(id, exit).catch((error: unknown) => {
    // The sweep closes the row: nobody says any more that it is alive.
    log.error('the end of a shell could not be written', { id, error });
  });
}

import { SHELL_ACCESS, SHELL_AUDIT, type ShellRequest } from '@/lib/contract/shells';
import { db } from '@/lib/db';
import type { Principal } from '@/lib/domain/access';
import { Problem } from '@/lib/domain/problem';
import type { ShellExit } from '@/lib/domain/shell';
import type { KubeClient, KubeObject } from '@/lib/kube';
import {
  authorise,
  kubeAs,
  projectScope,
  recordIntent,
  requireSignIn,
  type AuditRecord,
  type Caller,
} from '@/lib/services/kernel';
import type { ExecChannel } from './exec-channel';
import { hangUp } from './hang-up';
import { startShell } from './start';

/** An open shell. Whoever holds it ends it, once, saying how it ended. */
export interface Shell {
  id: string;
  principal: Principal;
  container: string;
  channel: ExecChannel;
  end: (exit: ShellExit) => Promise<void>;
}

interface PodBody extends KubeObject {
  spec?: { containers?: { name: string }[] };
  status?: {
    containerStatuses?: { name: string; state?: { running?: unknown } }[];
    ephemeralContainerStatuses?: { name: string; state?: { running?: unknown } }[];
  };
}

const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

/**
 * Opens a shell, or runs a command, in a container's terminal, as the caller. On record before anything is tried:
 * what is refused stands in the audit, too. 404 to who may not see the project, 403 without the right.
 */
export async function openShell(caller: Caller, request: ShellRequest): Promise<Shell> {
  const principal = requireSignIn(caller);
  const resolved = await projectScope(request.project);
  const audit = await recordIntent({
    caller,
    principal,
    action: SHELL_AUDIT,
    resolved,
    target: request.pod,
    input: { container: request.container ?? null, command: request.command },
  });
  try {
    authorise(principal, SHELL_ACCESS, resolved.scope);
    if (!resolved.project) throw new Problem('internal');
    const client = kubeAs(principal, resolved.project);
    const container = await containerOf(client, request);
    const target = { namespace: request.project, pod: request.pod, container };
    const { channel, pid } = await startShell(client, target, request.command);
    const id = await begun(principal, request, container, audit.id).catch((error: unknown) => {
      channel.close();
      throw error;
    });
    const end = once(async (exit: ShellExit) => {
      channel.close();
      if (exit.exitCode === null && pid !== null) await hangUp(client, target, pid);
      await ended(id, audit, container, exit);
    });
    return { id, principal, container, channel, end };
  } catch (error) {
    await audit.fail(error);
    throw error;
  }
}

/** The named container, or the pod's default; refuses one that does not run. */
async function containerOf(client: KubeClient, request: ShellRequest): Promise<string> {
  const pod = await client.get<PodBody>({
    apiVersion: 'v1',
    kind: 'Pod',
    namespace: request.project,
    name: request.pod,
  });
  const name =
    request.container ??
    pod.metadata.annotations?.[DEFAULT_CONTAINER] ??
    pod.spec?.containers?.[0]?.name ??
    '';
  const states = [
    ...(pod.status?.containerStatuses ?? []),
    ...(pod.status?.ephemeralContainerStatuses ?? []),
  ];
  const known = pod.spec?.containers?.some((item) => item.name === name);
  const state = states.find((item) => item.name === name);
  if (!known && !state) throw new Problem('resource.not_found', { what: name });
  if (!state?.state?.running) throw new Problem('shell.not_running', { container: name });
  return name;
}

async function begun(
  principal: Principal,
  request: ShellRequest,
  container: string,
  audit: string,
): Promise<string> {
  const row = await db().shellSession.create({
    data: {
      projectName: request.project,
      pod: request.pod,
      container,
      userId: principal.userId,
      userName: principal.name,
      command: request.command,
      auditEventId: audit,
    },
  });
  return row.id;
}

async function ended(id: string, audit: AuditRecord, container: string, exit: ShellExit): Promise<void> {
  audit.after = { container, exitCode: exit.exitCode, reason: exit.reason };
  audit.detail = exit.exitCode === null ? `ended: ${exit.reason}` : `exit ${exit.exitCode}`;
  await audit.succeed();
  await db().shellSession.updateMany({
    where: { id },
    data: { endedAt: new Date(), exitCode: exit.exitCode, reason: exit.reason },
  });
}

function once(run: (exit: ShellExit) => Promise<void>): (exit: ShellExit) => Promise<void> {
  let result: Promise<void> | null = null;
  return (exit) => (result ??= run(exit));
}

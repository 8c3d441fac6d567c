import type { KubeClient } from '@/lib/kube';
import { CHANNEL, frame, parseStatus, shellCommand, takePid, type ShellExit } from '@/lib/domain/shell';
import { Problem } from '@/lib/domain/problem';
import { runningContainer } from './container';
import { ExecChannel } from './exec-channel';

/** A program that runs in a container's terminal. */
interface Started {
  channel: ExecChannel;
  /** Its process id in the container; null when it is not known. */
  pid: number | null;
}

interface Target {
  namespace: string;
  pod: string;
  container: string;
}

const PATIENCE_MS = 10_000;
/** What a runtime that starts programs by itself answers for one that is not there or can't be run. */
const NOT_STARTED = [126, 127];

/** Starts the best shell, or the caller's command; `shell.not_found` when the container has no shell. */
export async function startShell(
  client: KubeClient,
  target: Target,
  command: readonly string[],
): Promise<Started> {
  const wrapped = await open(client, target, shellCommand(command));
  const first = await begin(wrapped);
  if ('pid' in first) {
    // Read on by whoever shows it.
    wrapped.pause();
    return { channel: wrapped, pid: first.pid };
  }
  wrapped.close();
  await requireNoShell(client, target, first.failed);
  if (command.length === 0) throw new Problem('shell.not_found', {}, { cause: first.failed });
  // Without a shell the command is run as it is; it can't be hung up by its process id then.
  return { channel: await open(client, target, [...command]), pid: null };
}

/**
 * Throws unless the wrapper could not be started because there is no `sh`. Kubernetes has one reason, InternalError,
 * for whatever a runtime could not start, so that one means it, as long as the container still runs.
 */
async function requireNoShell(client: KubeClient, target: Target, failed: ShellExit | null): Promise<void> {
  if (!failed) throw new Problem('shell.failed', { detail: 'the cluster closed the connection' });
  await runningContainer(client, { project: target.namespace, pod: target.pod, container: target.container });
  if (failed.exitCode === null && failed.reason !== 'InternalError') {
    throw new Problem('shell.failed', { detail: failed.message || failed.reason }, { cause: failed });
  }
}

async function open(client: KubeClient, target: Target, command: string[]): Promise<ExecChannel> {
  const { namespace, pod, container } = target;
  return new ExecChannel(await client.exec(namespace, pod, { container, command, tty: true, stdin: true }));
}

/**
 * Waits for the wrapper's message, which comes first. `failed`: the wrapper itself could not be started, with what the
 * runtime said, or null when the connection went without a word.
 */
async function begin(channel: ExecChannel): Promise<{ pid: number | null } | { failed: ShellExit | null }> {
  const until = Date.now() + PATIENCE_MS;
  let output: Buffer = Buffer.alloc(0);
  for (;;) {
    const item = await channel.next(until - Date.now());
    if (!item && channel.isOver && output.length === 0) return { failed: null };
    const exit = item?.[0] === CHANNEL.status ? parseStatus(item.subarray(1).toString('utf8')) : null;
    // A program that ran and has ended already is told to the viewer like any other end.
    const ran = exit?.exitCode !== null && !NOT_STARTED.includes(exit?.exitCode ?? 0);
    if (exit && !ran && output.length === 0) return { failed: exit };
    if (item?.[0] === CHANNEL.stdout) output = Buffer.concat([output, item.subarray(1)]);
    const mark = takePid(output);
    if (item && !exit && mark === 'incomplete') continue;
    if (item && item[0] !== CHANNEL.stdout) channel.giveBack(item);
    const known = mark !== null && mark !== 'incomplete' ? mark : null;
    const rest = known?.rest ?? output;
    if (rest.length > 0) channel.giveBack(frame(CHANNEL.stdout, rest));
    return { pid: known?.pid ?? null };
  }
}

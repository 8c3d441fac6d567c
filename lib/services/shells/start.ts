import type { KubeClient } from '@/lib/kube';
import { CHANNEL, frame, parseStatus, shellCommand, takePid, type ShellExit } from '@/lib/domain/shell';
import { Problem } from '@/lib/domain/problem';
import { ExecChannel } from './exec-channel';

/** A program that runs in a container's terminal. */
export interface Started {
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

/** Starts the best shell, or the caller's command; `shell.not_found` when the container has no shell. */
export async function startShell(
  client: KubeClient,
  target: Target,
  command: readonly string[],
): Promise<Started> {
  const wrapped = await open(client, target, shellCommand(command));
  const first = await begin(wrapped);
  if (!('reason' in first)) return { channel: wrapped, pid: first.pid };
  wrapped.close();
  if (command.length === 0) throw new Problem('shell.not_found', {}, { cause: new Error(first.message) });
  // Without a shell the command is run as it is; it can't be hung up by its process id then.
  return { channel: await open(client, target, [...command]), pid: null };
}

async function open(client: KubeClient, target: Target, command: string[]): Promise<ExecChannel> {
  const { namespace, pod, container } = target;
  return new ExecChannel(await client.exec(namespace, pod, { container, command, tty: true, stdin: true }));
}

/** Waits for the wrapper's message, which comes first; or says that the wrapper itself could not be started. */
async function begin(channel: ExecChannel): Promise<{ pid: number | null } | ShellExit> {
  const until = Date.now() + PATIENCE_MS;
  let output: Buffer = Buffer.alloc(0);
  for (;;) {
    const item = await channel.next(until - Date.now());
    const exit = item?.[0] === CHANNEL.status ? parseStatus(item.subarray(1).toString('utf8')) : null;
    // A program that ran and has ended already is told to the viewer like any other end.
    if (exit && exit.exitCode === null && output.length === 0) return exit;
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

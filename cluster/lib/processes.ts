import { readdirSync, readFileSync } from 'node:fs';
import { waitFor } from './wait';

/** A process, told apart from later ones with the same number by when it began. */
export interface Identity {
  pid: number;
  /** Clock ticks after boot, with the boot's id before it. */
  began: string;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

const boot = read('/proc/sys/kernel/random/boot_id')?.trim() ?? '';

/** The identity of a live process; undefined when there is none, or only its zombie. */
export function identify(pid: number): Identity | undefined {
  const stat = read(`/proc/${pid}/stat`);
  // The name, in brackets, may hold blanks and brackets itself.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (!fields || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return { pid, began: `${boot}/${fields[19] ?? ''}` };
}

/** Whether exactly this process is still alive. */
export function isAlive(identity: Identity): boolean {
  return identify(identity.pid)?.began === identity.began;
}

/** The numbers of all processes whose command line satisfies a test. */
export function findProcesses(matches: (command: string[]) => boolean): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const command = read(`/proc/${pid}/cmdline`);
      return command !== undefined && command !== '' && matches(command.split('\0'));
    });
}

/** Sends a signal; a process that is gone already is no error. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ESRCH') throw thrown;
  }
}

/** Ends processes: politely first, and by force when that takes too long. `group` ends their process groups. */
export async function end(
  identities: Identity[],
  options: { politely?: NodeJS.Signals; graceMs?: number; group?: boolean } = {},
): Promise<void> {
  const gone = async (): Promise<string | undefined> => {
    const left = identities.filter(isAlive).map((each) => each.pid);
    return left.length === 0 ? undefined : `still alive: ${left.join(', ')}`;
  };
  const send = (name: NodeJS.Signals): void => {
    for (const each of identities.filter(isAlive)) signal(options.group ? -each.pid : each.pid, name);
  };
  if (options.graceMs !== 0) {
    send(options.politely ?? 'SIGTERM');
    if ((await waitFor(gone, options.graceMs ?? 10_000, 25)) === undefined) return;
  }
  send('SIGKILL');
  await waitFor(gone, 5_000, 25);
}

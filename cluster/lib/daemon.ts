import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';
import type { StatePaths } from '../../scripts/lib/state.mjs';
import { partEnvironment } from './environment';
import { Failure } from './failure';
import { digest, readText, writeFile } from './files';
import { end, identify, isAlive, type Identity } from './processes';
import { waitFor, type Probe } from './wait';

const longestLog = 20 * 1024 * 1024;

/** A part of the rig that runs in the background. */
export interface Daemon {
  name: string;
  command: [program: string, ...args: string[]];
  env?: Record<string, string>;
  cwd?: string;
  uid?: number;
  gid?: number;
  /** Text that it is configured by besides its command line: it is restarted when that changes. */
  configuration?: string[];
  /** Whether it does its work yet. */
  ready: Probe;
  timeoutMs?: number;
  /** The signal that ends it politely. */
  stopSignal?: NodeJS.Signals;
  /** Called right before it is started: checks of ports, removal of stale locks. */
  before?: () => void | Promise<void>;
}

interface DaemonRecord extends Identity {
  configuration: string;
  stopSignal?: NodeJS.Signals;
}

function recordPath(state: StatePaths, name: string): string {
  return join(state.run, `${name}.json`);
}

function readRecord(state: StatePaths, name: string): DaemonRecord | undefined {
  const text = readText(recordPath(state, name));
  try {
    return text ? (JSON.parse(text) as DaemonRecord) : undefined;
  } catch {
    return undefined; // Half a file, from a machine that lost power.
  }
}

/** The live process of a part, if it has one. */
export function daemonProcess(state: StatePaths, name: string): Identity | undefined {
  const record = readRecord(state, name);
  return record && isAlive(record) ? { pid: record.pid, began: record.began } : undefined;
}

/** The last lines of a part's log. */
export function logTail(state: StatePaths, name: string, lines = 20): string {
  const path = join(state.log, `${name}.log`);
  if (!existsSync(path)) return '';
  return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}

function comeUpFailure(state: StatePaths, daemon: Daemon, reason: string): Failure {
  const path = join(state.log, `${daemon.name}.log`);
  return new Failure(
    `${daemon.name} did not come up: ${reason}\nThe end of its log, ${path}:\n${logTail(state, daemon.name)}`,
  );
}

function launch(state: StatePaths, daemon: Daemon): Identity {
  mkdirSync(state.log, { recursive: true });
  const path = join(state.log, `${daemon.name}.log`);
  if (existsSync(path) && statSync(path).size > longestLog) truncateSync(path);
  const log = openSync(path, 'a', 0o600);
  try {
    const [program, ...args] = daemon.command;
    const child = spawn(program, args, {
      // A session of its own: the terminal's signals don't reach it, and it can be ended as a group.
      detached: true,
      stdio: ['ignore', log, log],
      env: partEnvironment(daemon.env),
      cwd: daemon.cwd ?? state.folder,
      uid: daemon.uid,
      gid: daemon.gid,
    });
    child.on('error', () => undefined); // No pid then, which is noticed below.
    child.unref();
    const identity = child.pid === undefined ? undefined : identify(child.pid);
    if (!identity) throw new Failure(`${daemon.name} could not be started: ${program} can't be run.`);
    return identity;
  } finally {
    closeSync(log);
  }
}

function configurationOf(daemon: Daemon): string {
  const program = statSync(daemon.command[0], { throwIfNoEntry: false });
  const variables = Object.entries(daemon.env ?? {}).sort(([left], [right]) => (left < right ? -1 : 1));
  return digest(
    ...daemon.command,
    // A program that was built or installed anew is another one, under the same name.
    program ? `${program.size} ${program.mtimeMs}` : '',
    JSON.stringify(variables),
    ...(daemon.configuration ?? []),
  );
}

/** Sees to it that a part runs with the wanted configuration and does its work. */
export async function ensureDaemon(state: StatePaths, daemon: Daemon): Promise<string> {
  const configuration = configurationOf(daemon);
  const record = readRecord(state, daemon.name);
  const timeoutMs = daemon.timeoutMs ?? 60_000;
  let did = 'started';
  if (record && isAlive(record)) {
    if (record.configuration === configuration && (await waitFor(daemon.ready, 10_000)) === undefined) {
      return 'already running';
    }
    await stopDaemon(state, daemon.name);
    did = 'restarted';
  }
  await daemon.before?.();
  const identity = launch(state, daemon);
  const kept: DaemonRecord = { ...identity, configuration, stopSignal: daemon.stopSignal };
  writeFile(recordPath(state, daemon.name), JSON.stringify(kept), 0o644);
  writeFile(join(state.run, `${daemon.name}.pid`), `${identity.pid}\n`, 0o644);
  let dead = false;
  const reason = await waitFor(async () => {
    dead = !isAlive(identity);
    return dead ? undefined : daemon.ready();
  }, timeoutMs);
  if (dead) throw comeUpFailure(state, daemon, 'it ended right after its start.');
  if (reason !== undefined) {
    throw comeUpFailure(state, daemon, `not ready within ${Math.round(timeoutMs / 1000)} s (${reason}).`);
  }
  return did;
}

/** Ends a part if it runs, and forgets its pid. */
export async function stopDaemon(state: StatePaths, name: string, graceMs = 20_000): Promise<boolean> {
  const record = readRecord(state, name);
  const alive = record !== undefined && isAlive(record);
  if (alive) await end([record], { politely: record.stopSignal, graceMs, group: true });
  rmSync(recordPath(state, name), { force: true });
  rmSync(join(state.run, `${name}.pid`), { force: true });
  return alive;
}

import { existsSync, readdirSync, readFileSync, readlinkSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runFolder } from '../scripts/lib/state.mjs';
import { attempt } from './lib/command';
import { end, findProcesses, identify, type Identity } from './lib/processes';
import { restoreSysctls } from './lib/sysctl';
import { removeNetwork } from './network';
import type { RigRecord } from './rigfile';

function identities(pids: number[]): Identity[] {
  return pids.map(identify).filter((each) => each !== undefined);
}

/** The folders of the pods' control groups: one below each hierarchy of cgroup v1, or one alone with v2. */
function podGroups(): string[] {
  const root = '/sys/fs/cgroup';
  const hierarchies = [root, ...readdirSync(root).map((name) => join(root, name))];
  return [
    ...new Set(hierarchies.map((folder) => join(folder, 'kubepods')).filter((folder) => existsSync(folder))),
  ];
}

function groupsBelow(folder: string): string[] {
  const children = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [...children.flatMap((entry) => groupsBelow(join(folder, entry.name))), folder];
}

function podProcesses(): number[] {
  const pids = new Set<number>();
  for (const group of podGroups().flatMap(groupsBelow)) {
    try {
      for (const pid of readFileSync(join(group, 'cgroup.procs'), 'utf8').split('\n'))
        if (pid) pids.add(Number(pid));
    } catch {
      continue; // The group ended while we looked.
    }
  }
  return [...pids];
}

/** Ends every process of every pod: politely first, so that applications can finish what they do. */
export async function endPods(graceMs: number): Promise<number> {
  const found = identities(podProcesses());
  await end(found, { graceMs });
  return found.length;
}

/** Ends the shims that containerd leaves running beside each pod. */
async function endShims(): Promise<void> {
  const socket = join(runFolder, 'containerd.sock');
  const pids = findProcesses(
    (command) => (command[0] ?? '').endsWith('containerd-shim-runc-v2') && command.includes(socket),
  );
  const sockets = pids.flatMap(shimSockets);
  await end(identities(pids), { graceMs: 0 });
  for (const path of sockets) rmSync(path, { force: true });
}

// A shim's socket lies in a folder that all containerds of a machine share; the bundle names it.
function shimSockets(pid: number): string[] {
  try {
    const bundle = readlinkSync(`/proc/${pid}/cwd`);
    return [readFileSync(join(bundle, 'address'), 'utf8').replace(/^unix:\/\//, '')];
  } catch {
    return [];
  }
}

function bundleSockets(): string[] {
  const folder = join(runFolder, 'containerd', 'io.containerd.runtime.v2.task', 'k8s.io');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((id) => {
    const path = join(folder, id, 'address');
    return existsSync(path) ? [readFileSync(path, 'utf8').replace(/^unix:\/\//, '')] : [];
  });
}

function mountsBelow(folders: string[]): string[] {
  return readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[4]?.replaceAll('\\040', ' ') ?? '')
    .filter((point) => folders.some((folder) => point.startsWith(`${folder}/`)))
    .reverse();
}

async function unmountAll(folders: string[]): Promise<void> {
  const points = mountsBelow(folders);
  // In portions: a hundred pods have a thousand mounts, and a command line has an end.
  for (let at = 0; at < points.length; at += 100) {
    const some = points.slice(at, at + 100);
    const outcome = await attempt('umount', some);
    if (outcome.code !== 0) await attempt('umount', ['-l', ...some]);
  }
}

function removePodGroups(): void {
  for (const group of podGroups().flatMap(groupsBelow)) {
    try {
      rmdirSync(group);
    } catch {
      continue; // The kernel still counts a process that just ended; an empty group does no harm.
    }
  }
}

function removeLogLinks(state: string): void {
  const folder = '/var/log/containers';
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    try {
      if (readlinkSync(path).startsWith(`${state}/`)) rmSync(path);
    } catch {
      continue; // Not a link: not the kubelet's.
    }
  }
}

/**
 * Removes what a rig leaves on the machine once its daemons are gone: pods'
 * processes, mounts, network namespaces, links, rules, control groups, sockets.
 * Data is not touched.
 */
export async function removeLeftovers(rig: RigRecord): Promise<void> {
  const sockets = bundleSockets();
  await endPods(0);
  await endShims();
  await unmountAll([runFolder, rig.state]);
  for (const path of sockets) rmSync(path, { force: true });
  for (const name of ['containerd', 'runc', 'containerd.sock', 'containerd.sock.ttrpc']) {
    rmSync(join(runFolder, name), { recursive: true, force: true });
  }
  await removeNetwork(rig);
  removePodGroups();
  removeLogLinks(rig.state);
  restoreSysctls(rig.sysctls);
}

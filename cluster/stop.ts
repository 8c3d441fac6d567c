import { existsSync } from 'node:fs';
import { statePaths, type StatePaths } from '../scripts/lib/state.mjs';
import { stopDaemon } from './lib/daemon';
import { end, isAlive } from './lib/processes';
import { endPods, removeLeftovers } from './leftovers';
import { removeRig, type RigRecord } from './rigfile';

// Users of a part before the part itself. Pods end between the two lists, while their runtime can still note how.
const beforePods = ['console', 'kwok', 'metrics-server', 'coredns', 'kubelet', 'kube-proxy'];
const afterPods = [
  'containerd',
  'registry',
  'runtime-registry',
  'kube-scheduler',
  'kube-controller-manager',
  'kube-apiserver',
  'postgres',
];

/** Every part that a rig may have running. */
export const partNames = [...beforePods, ...afterPods, 'etcd'];

async function stopAll(state: StatePaths, names: string[]): Promise<string[]> {
  const stopped = await Promise.all(
    names.map(async (name) => ((await stopDaemon(state, name)) ? name : undefined)),
  );
  return stopped.filter((name) => name !== undefined);
}

/** Stops a rig, whichever checkout started it, and removes all that it left on the machine but its data. */
export async function stopRig(rig: RigRecord): Promise<string[]> {
  const state = statePaths(rig.state);
  const stopped = existsSync(rig.state) ? await stopAll(state, beforePods) : [];
  await endPods(8_000);
  if (existsSync(rig.state)) {
    stopped.push(...(await stopAll(state, afterPods)));
    stopped.push(...(await stopAll(state, ['etcd'])));
  }
  // What the state folder no longer tells about, because it was deleted under a running rig.
  const orphans = Object.values(rig.processes).filter(isAlive);
  await end(orphans, { graceMs: 10_000, group: true });
  await removeLeftovers(rig);
  removeRig();
  return stopped;
}

/** Stops the parts that run without a local cluster: the console and its database. */
export function stopConsoleAndDatabase(state: StatePaths): Promise<string[]> {
  return stopAll(state, ['console', 'postgres']);
}

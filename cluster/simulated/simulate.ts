import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isProblem } from '@/lib/domain/problem';
import { statusOf } from '@/lib/kube/errors';
import { readKubeconfig } from '@/lib/kube/kubeconfig';
import { Transport } from '@/lib/kube/transport';
import { Failure } from '../lib/failure';
import { waitFor } from '../lib/wait';
import { SIMULATED, simulatedNamespace, simulatedNode, simulatedPod } from './objects';

/** How much is simulated, and where. */
export interface Simulation {
  nodes: number;
  pods: number;
  /** The pods are spread over them; those that are not there are made. */
  namespaces: string[];
}

const AT_ONCE = 32;
const selector = `${SIMULATED}=true`;

/** The cluster of a kubeconfig, as that says. */
export function clusterOf(kubeconfig: string): Transport {
  return new Transport('simulated', readKubeconfig(readFileSync(kubeconfig, 'utf8'), dirname(kubeconfig)));
}

/** Makes what is not there yet of a simulation, and waits until all of its pods run. kwok has to run meanwhile. */
export async function simulate(cluster: Transport, wanted: Simulation): Promise<void> {
  const create = async (path: string, body: unknown): Promise<void> => {
    try {
      await cluster.json(null, { method: 'POST', path, body });
    } catch (error) {
      const reason = statusOf(error)?.reason;
      if (reason === 'AlreadyExists') return;
      // Many pods at once want the same quota.
      if (reason !== 'Conflict') throw error;
      await create(path, body);
    }
  };
  const { nodes, pods, namespaces } = wanted;
  for (const name of namespaces) {
    await create('/api/v1/namespaces', simulatedNamespace(name));
    // Its controller makes it a moment later, and pods want it at once.
    await create(`/api/v1/namespaces/${name}/serviceaccounts`, { metadata: { name: 'default' } });
  }
  await inParallel(nodes, (number) => create('/api/v1/nodes', simulatedNode(number)));
  await inParallel(pods, async (number) => {
    const namespace = namespaceOf(number, namespaces);
    await create(`/api/v1/namespaces/${namespace}/pods`, simulatedPod(namespace, number, nodes));
  });
  await until('the pods to run', async () => {
    const waiting = await some(cluster, '/api/v1/pods', 'status.phase!=Running');
    return waiting === undefined ? undefined : `${waiting.metadata.name} does not run yet`;
  });
}

/** The pods of a simulation by namespace and name, in the order of their numbers. */
export function simulatedPods({
  pods,
  namespaces,
  nodes,
}: Simulation): { namespace: string; name: string }[] {
  return Array.from({ length: pods }, (_, number) => {
    const namespace = namespaceOf(number, namespaces);
    return { namespace, name: simulatedPod(namespace, number, nodes).metadata.name };
  });
}

function namespaceOf(number: number, namespaces: readonly string[]): string {
  return namespaces[number % namespaces.length] ?? '';
}

/** Removes everything that was ever simulated in a cluster. */
export async function removeSimulated(cluster: Transport): Promise<void> {
  const remove = async (path: string) => {
    try {
      await cluster.json(null, {
        method: 'DELETE',
        path,
        query: { labelSelector: selector, gracePeriodSeconds: 0 },
      });
    } catch (error) {
      // Very many take longer than a request may: what is left goes with the next one.
      if (!isProblem(error) || error.status < 500) throw error;
    }
  };
  await until('the pods to go', async () => {
    const left = await some(cluster, '/api/v1/pods');
    if (left === undefined) return undefined;
    await remove(`/api/v1/namespaces/${left.metadata.namespace ?? ''}/pods`);
    return `${left.metadata.name} is still there`;
  });
  await remove('/api/v1/nodes');
  for (;;) {
    const space = await some(cluster, '/api/v1/namespaces', 'status.phase=Active');
    if (space === undefined) return;
    await cluster.json(null, { method: 'DELETE', path: `/api/v1/namespaces/${space.metadata.name}` });
  }
}

interface Found {
  metadata: { name: string; namespace?: string };
}

/** One of the simulated objects of a kind, if there is any. */
async function some(cluster: Transport, path: string, fieldSelector?: string): Promise<Found | undefined> {
  const query = { labelSelector: selector, fieldSelector, limit: 1 };
  const { value } = await cluster.json<{ items: Found[] }>(null, { path, query });
  return value.items[0];
}

async function inParallel(count: number, run: (number: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await run(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function until(what: string, probe: () => Promise<string | undefined>): Promise<void> {
  const reason = await waitFor(probe, 600_000, 500);
  if (reason !== undefined) throw new Failure(`waited in vain for ${what}: ${reason}`);
}

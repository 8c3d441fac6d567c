import type { PulseState } from '@/lib/observability/pulse';
import { transportOf, type Transport } from './transport';

/** Whether a cluster's API server answers; `since` (ms) when it was last heard of, null while it never was. */
export interface ClusterState {
  reachable: boolean;
  since: number | null;
  /** Why not, for operators: may name what only they may know. */
  why: string;
}

/** How a cluster is, without a question of one's own: known at once wherever its caches are in use. */
export async function clusterState(cluster: string): Promise<ClusterState> {
  const transport = transportIfAny(cluster);
  return transport ? stateOf(await transport.pulse.known()) : UNUSABLE;
}

/** Calls back when a cluster begins or ends to answer; returns how to end that. */
export function onClusterState(cluster: string, listener: () => void): () => void {
  return transportIfAny(cluster)?.pulse.subscribe(listener) ?? (() => undefined);
}

const UNUSABLE: ClusterState = { reachable: false, since: null, why: 'the cluster is not registered' };

function stateOf(pulse: PulseState): ClusterState {
  if (pulse.state === 'down') return { reachable: false, since: pulse.since, why: pulse.why };
  return { reachable: true, since: null, why: '' };
}

/** The transport of a cluster; undefined where the console has no way to it, which must harm no other cluster. */
export function transportIfAny(cluster: string): Transport | undefined {
  try {
    return transportOf(cluster);
  } catch {
    return undefined;
  }
}

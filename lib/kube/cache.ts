import { Problem } from '@/lib/domain/problem';
import { singleton } from '@/lib/runtime/singleton';
import { clusterState, transportIfAny } from './cluster-state';
import { pathOf } from './resources';
import { Reflector, type Freshness, type ReflectorOptions } from './reflector';
import type { Change } from './row-store';
import {
  deploymentRow,
  eventRow,
  namespaceRow,
  nodeRow,
  podRow,
  quotaRow,
  replicaSetRow,
  type DeploymentRow,
  type EventRow,
  type NamespaceRow,
  type NodeRow,
  type PodRow,
  type QuotaRow,
  type ReplicaSetRow,
  type Row,
} from './rows';
import type { KubeObject } from './types';

/** The shared rows of one kind: listed and watched once, whoever asks. Starts on first use. */
export interface KindCache<R extends Row> {
  /** Rows of a namespace, or all; waits for the first list, `cluster.unreachable` when it does not come. */
  list: (namespace?: string) => Promise<R[]>;
  get: (namespace: string, name: string) => Promise<R | undefined>;
  /** Rows as they are known now, without waiting. */
  now: (namespace?: string) => R[];
  /** Calls back for each change in a namespace (null: all); returns how to end that. */
  subscribe: (namespace: string | null, listener: (change: Change<R>) => void) => () => void;
  fresh: () => Freshness;
}

export interface ClusterCache {
  pods: KindCache<PodRow>;
  deployments: KindCache<DeploymentRow>;
  replicaSets: KindCache<ReplicaSetRow>;
  events: KindCache<EventRow>;
  quotas: KindCache<QuotaRow>;
  namespaces: KindCache<NamespaceRow>;
  nodes: KindCache<NodeRow>;
}

/** Longer than any watch: API servers keep events out of their own cache, so their watches get no bookmarks. */
const EVENTS_SILENCE_MS = 420_000;

/** The shared caches of a cluster. */
export function clusterCache(cluster: string): ClusterCache {
  return singleton(`kube-cache:${cluster}`, () => ({
    pods: kind(cluster, 'v1', 'Pod', podRow),
    deployments: kind(cluster, 'apps/v1', 'Deployment', deploymentRow),
    replicaSets: kind(cluster, 'apps/v1', 'ReplicaSet', replicaSetRow),
    events: kind(cluster, 'v1', 'Event', eventRow, { silence: EVENTS_SILENCE_MS }),
    quotas: kind(cluster, 'v1', 'ResourceQuota', quotaRow),
    namespaces: kind(cluster, 'v1', 'Namespace', namespaceRow),
    nodes: kind(cluster, 'v1', 'Node', nodeRow),
  }));
}

function kind<R extends Row>(
  cluster: string,
  apiVersion: string,
  name: string,
  toRow: (object: KubeObject) => R,
  options: ReflectorOptions = {},
): KindCache<R> {
  let made: Reflector<R> | undefined;
  const reflector = () => {
    const transport = transportIfAny(cluster);
    if (transport) made ??= new Reflector(transport, pathOf({ apiVersion, kind: name }), toRow, options);
    return made;
  };
  const ready = async () => {
    const used = reflector();
    if (!used) throw new Problem('cluster.unreachable', { cluster, detail: 'not registered' });
    if (!used.fresh().synced) await firstList(cluster, used);
    return used;
  };
  return {
    list: async (namespace) => (await ready()).rows(namespace),
    get: async (namespace, object) => (await ready()).get(namespace, object),
    // A cluster without a connection has nothing to say; that may not harm who asks about all of them.
    now: (namespace) => reflector()?.rows(namespace) ?? [],
    subscribe: (namespace, listener) => reflector()?.subscribe(namespace, listener) ?? (() => undefined),
    fresh: () => reflector()?.fresh() ?? { synced: false, staleSince: null },
  };
}

/** Waits for the first list, but not when it is clear that none will come. */
async function firstList<R extends Row>(cluster: string, reflector: Reflector<R>): Promise<void> {
  const first = reflector.synced();
  const silent = clusterState(cluster).then(async (state) => {
    if (state.reachable) return first;
    throw new Error(state.why);
  });
  try {
    await Promise.race([first, silent]);
  } catch (error) {
    throw new Problem('cluster.unreachable', { cluster, detail: 'no list yet' }, { cause: error });
  }
}

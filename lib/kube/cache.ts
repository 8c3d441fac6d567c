import { Problem } from '@/lib/domain/problem';
import { singleton } from '@/lib/runtime/singleton';
import { pathOf } from './resources';
import { Reflector, type Change, type Freshness } from './reflector';
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
import { transportOf } from './transport';
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

/** The shared caches of a cluster. */
export function clusterCache(cluster: string): ClusterCache {
  return singleton(`kube-cache:${cluster}`, () => ({
    pods: kind(cluster, 'v1', 'Pod', podRow),
    deployments: kind(cluster, 'apps/v1', 'Deployment', deploymentRow),
    replicaSets: kind(cluster, 'apps/v1', 'ReplicaSet', replicaSetRow),
    events: kind(cluster, 'v1', 'Event', eventRow),
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
): KindCache<R> {
  let made: Reflector<R> | undefined;
  const reflector = () =>
    (made ??= new Reflector(transportOf(cluster), pathOf({ apiVersion, kind: name }), toRow));
  const ready = async () => {
    try {
      await reflector().synced();
    } catch (error) {
      throw new Problem('cluster.unreachable', { cluster, detail: 'no list yet' }, { cause: error });
    }
    return reflector();
  };
  return {
    list: async (namespace) => (await ready()).rows(namespace),
    get: async (namespace, object) => (await ready()).get(namespace, object),
    now: (namespace) => reflector().rows(namespace),
    subscribe: (namespace, listener) => reflector().subscribe(namespace, listener),
    fresh: () => reflector().fresh(),
  };
}

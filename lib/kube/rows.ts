import { foreignFields, type ForeignField } from './foreign-fields';
import type { KubeObject } from './types';

/** What every row of the shared caches has. Times are RFC 3339. */
export interface Row {
  /** Empty for kinds without namespaces. */
  namespace: string;
  name: string;
  uid: string;
  resourceVersion: string;
  labels: Record<string, string>;
  createdAt: string | null;
  deleting: boolean;
}

export interface ConditionRow {
  type: string;
  status: string;
  reason: string;
  message: string;
  at: string | null;
}

/** One run of a container that is over. */
export interface EndedRow {
  reason: string | null;
  exitCode: number;
  message: string | null;
  startedAt: string | null;
  finishedAt: string | null;
}

export interface ContainerRow {
  name: string;
  image: string;
  ready: boolean;
  restarts: number;
  state: 'waiting' | 'running' | 'terminated' | 'unknown';
  reason: string | null;
  message: string | null;
  startedAt: string | null;
  /** How the present run ended (state terminated), else how the run before it did; null when none has ended. */
  ended: EndedRow | null;
  cpuRequest: string | null;
  cpuLimit: string | null;
  memoryRequest: string | null;
  memoryLimit: string | null;
}

export interface EphemeralRow extends ContainerRow {
  /** The container whose processes it sees. */
  target: string | null;
}

export interface PodRow extends Row {
  phase: string;
  reason: string | null;
  message: string | null;
  owner: { kind: string; name: string } | null;
  node: string | null;
  ip: string | null;
  startedAt: string | null;
  ready: boolean;
  conditions: ConditionRow[];
  initContainers: ContainerRow[];
  containers: ContainerRow[];
  /** Added later to a running pod, for debugging. */
  ephemeralContainers: EphemeralRow[];
}

export interface DeploymentRow extends Row {
  revision: string | null;
  generation: number;
  observedGeneration: number;
  /** What the object asks for. */
  wanted: number;
  replicas: number;
  updated: number;
  ready: number;
  available: number;
  /** Of the pods to be made, by container. */
  images: Record<string, string>;
  foreign: ForeignField[];
  /** When its pods were last asked to be replaced. */
  restartedAt: string | null;
  conditions: ConditionRow[];
}

export interface ReplicaSetRow extends Row {
  revision: string | null;
  owner: { kind: string; name: string } | null;
  /** `berth.dev/release` and the like stand on the template. */
  templateLabels: Record<string, string>;
  wanted: number;
  replicas: number;
  ready: number;
  available: number;
  conditions: ConditionRow[];
}

export interface EventRow extends Row {
  type: string;
  reason: string;
  message: string;
  kind: string;
  object: string;
  count: number;
  at: string | null;
}

export interface QuotaRow extends Row {
  hard: Record<string, string>;
  used: Record<string, string>;
}

export interface NamespaceRow extends Row {
  phase: string;
}

export interface NodeRow extends Row {
  ready: boolean;
  schedulable: boolean;
  architecture: string;
  os: string;
  kubeletVersion: string;
  capacity: Record<string, string>;
  allocatable: Record<string, string>;
}

// What the API server sends is read as it comes: every field may be absent.
type Raw = { [key: string]: Raw | undefined } & { toString: () => string };
const raw = (value: unknown) => (value ?? {}) as Raw;
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const count = (value: unknown): number => (typeof value === 'number' ? value : 0);
const strings = (value: unknown): Record<string, string> => (value ?? {}) as Record<string, string>;
const list = (value: unknown): Raw[] => (Array.isArray(value) ? (value as Raw[]) : []);

function base(object: KubeObject): Row {
  const { metadata } = object;
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    uid: metadata.uid ?? '',
    resourceVersion: metadata.resourceVersion ?? '',
    labels: metadata.labels ?? {},
    createdAt: metadata.creationTimestamp ?? null,
    deleting: metadata.deletionTimestamp !== undefined,
  };
}

function ownerOf(object: KubeObject): { kind: string; name: string } | null {
  const owner = object.metadata.ownerReferences?.find((reference) => reference.controller === true);
  return owner ? { kind: owner.kind, name: owner.name } : null;
}

function conditionsOf(status: Raw): ConditionRow[] {
  return list(status['conditions']).map((condition) => ({
    type: text(condition['type']) ?? '',
    status: text(condition['status']) ?? '',
    reason: text(condition['reason']) ?? '',
    message: text(condition['message']) ?? '',
    at: text(condition['lastTransitionTime']),
  }));
}

function isTrue(conditions: ConditionRow[], type: string): boolean {
  return conditions.some((condition) => condition.type === type && condition.status === 'True');
}

function endedOf(value: unknown): EndedRow | null {
  if (value === undefined || value === null) return null;
  const ended = raw(value);
  return {
    reason: text(ended['reason']),
    exitCode: count(ended['exitCode']),
    message: text(ended['message']),
    startedAt: text(ended['startedAt']),
    finishedAt: text(ended['finishedAt']),
  };
}

function containersOf(specs: unknown, statuses: unknown): ContainerRow[] {
  const byName = new Map(list(statuses).map((status) => [text(status['name']), status]));
  return list(specs).map((spec) => {
    const name = text(spec['name']) ?? '';
    const status = raw(byName.get(name));
    const state = raw(status['state']);
    const kind = (['running', 'terminated', 'waiting'] as const).find((key) => state[key] !== undefined);
    const now = raw(kind ? state[kind] : undefined);
    const { requests, limits } = raw(spec['resources']);
    return {
      name,
      image: text(spec['image']) ?? '',
      ready: (status['ready'] as unknown) === true,
      restarts: count(status['restartCount']),
      state: kind ?? 'unknown',
      reason: text(now['reason']),
      message: text(now['message']),
      startedAt: text(now['startedAt']),
      ended: endedOf(state['terminated'] ?? raw(status['lastState'])['terminated']),
      cpuRequest: strings(requests)['cpu'] ?? null,
      cpuLimit: strings(limits)['cpu'] ?? null,
      memoryRequest: strings(requests)['memory'] ?? null,
      memoryLimit: strings(limits)['memory'] ?? null,
    };
  });
}

function ephemeralOf(specs: unknown, statuses: unknown): EphemeralRow[] {
  const targets = list(specs).map((spec) => text(spec['targetContainerName']));
  return containersOf(specs, statuses).map((row, at) => ({ ...row, target: targets[at] ?? null }));
}

/** A pod, without what no page or verdict looks at. */
export function podRow(object: KubeObject): PodRow {
  const spec = raw(object['spec']);
  const status = raw(object['status']);
  const conditions = conditionsOf(status);
  return {
    ...base(object),
    phase: text(status['phase']) ?? 'Unknown',
    reason: text(status['reason']),
    message: text(status['message']),
    owner: ownerOf(object),
    node: text(spec['nodeName']),
    ip: text(status['podIP']),
    startedAt: text(status['startTime']),
    ready: isTrue(conditions, 'Ready'),
    conditions,
    initContainers: containersOf(spec['initContainers'], status['initContainerStatuses']),
    containers: containersOf(spec['containers'], status['containerStatuses']),
    ephemeralContainers: ephemeralOf(spec['ephemeralContainers'], status['ephemeralContainerStatuses']),
  };
}

const RESTARTED = 'kubectl.kubernetes.io/restartedAt';
// The Deployment controller's annotation, alike on Deployment and ReplicaSet.
const REVISION = 'deployment.kubernetes.io/revision';

/** A Deployment. */
export function deploymentRow(object: KubeObject): DeploymentRow {
  const status = raw(object['status']);
  const template = raw(raw(object['spec'])['template']);
  const containers = list(raw(template['spec'])['containers']);
  return {
    ...base(object),
    revision: object.metadata.annotations?.[REVISION] ?? null,
    generation: object.metadata.generation ?? 0,
    observedGeneration: count(status['observedGeneration']),
    wanted: count(raw(object['spec'])['replicas']),
    replicas: count(status['replicas']),
    updated: count(status['updatedReplicas']),
    ready: count(status['readyReplicas']),
    available: count(status['availableReplicas']),
    images: Object.fromEntries(
      containers.map((container) => [text(container['name']) ?? '', text(container['image']) ?? '']),
    ),
    foreign: foreignFields(object),
    restartedAt: strings(raw(template['metadata'])['annotations'])[RESTARTED] ?? null,
    conditions: conditionsOf(status),
  };
}

/** A ReplicaSet. */
export function replicaSetRow(object: KubeObject): ReplicaSetRow {
  const spec = raw(object['spec']);
  const status = raw(object['status']);
  return {
    ...base(object),
    revision: object.metadata.annotations?.[REVISION] ?? null,
    owner: ownerOf(object),
    templateLabels: strings(raw(raw(spec['template'])['metadata'])['labels']),
    wanted: count(spec['replicas']),
    replicas: count(status['replicas']),
    ready: count(status['readyReplicas']),
    available: count(status['availableReplicas']),
    conditions: conditionsOf(status),
  };
}

/** An event; `at` is the last time that it happened. */
export function eventRow(object: KubeObject): EventRow {
  const about = raw(object['involvedObject']);
  const series = raw(object['series']);
  return {
    ...base(object),
    type: text(object['type']) ?? 'Normal',
    reason: text(object['reason']) ?? '',
    message: text(object['message']) ?? '',
    kind: text(about['kind']) ?? '',
    object: text(about['name']) ?? '',
    count: count(series['count']) || count(object['count']) || 1,
    at:
      text(series['lastObservedTime']) ??
      text(object['lastTimestamp']) ??
      text(object['eventTime']) ??
      object.metadata.creationTimestamp ??
      null,
  };
}

/** A ResourceQuota: what it allows and what is used. */
export function quotaRow(object: KubeObject): QuotaRow {
  const status = raw(object['status']);
  return {
    ...base(object),
    hard: { ...strings(raw(object['spec'])['hard']), ...strings(status['hard']) },
    used: strings(status['used']),
  };
}

/** A Namespace. */
export function namespaceRow(object: KubeObject): NamespaceRow {
  return { ...base(object), phase: text(raw(object['status'])['phase']) ?? '' };
}

/** A Node. */
export function nodeRow(object: KubeObject): NodeRow {
  const status = raw(object['status']);
  const info = raw(status['nodeInfo']);
  return {
    ...base(object),
    ready: isTrue(conditionsOf(status), 'Ready'),
    schedulable: (raw(object['spec'])['unschedulable'] as unknown) !== true,
    architecture: text(info['architecture']) ?? '',
    os: text(info['operatingSystem']) ?? '',
    kubeletVersion: text(info['kubeletVersion']) ?? '',
    capacity: strings(status['capacity']),
    allocatable: strings(status['allocatable']),
  };
}

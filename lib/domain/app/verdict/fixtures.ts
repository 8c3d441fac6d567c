import type {
  ContainerFacts,
  DeploymentFacts,
  EndedFacts,
  EventFacts,
  Facts,
  PodFacts,
  ReplicaSetFacts,
} from './facts';

// Objects of a small healthy app for table tests: each case changes only what it is about.

const NOW = Date.parse('2026-11-21T04:00:00Z');

export function ago(seconds: number): string {
  return new Date(NOW - seconds * 1000).toISOString();
}

export function container(part: Partial<ContainerFacts> = {}): ContainerFacts {
  return {
    name: 'web',
    image: 'host/web@sha256:1',
    ready: true,
    restarts: 0,
    cpuRequest: '100m',
    memoryRequest: '64Mi',
    state: 'running',
    reason: null,
    message: null,
    startedAt: ago(60),
    ended: null,
    ...part,
  };
}

export function pod(part: Partial<PodFacts> = {}, containerPart: Partial<ContainerFacts> = {}): PodFacts {
  const only = container(containerPart);
  return {
    name: 'web-b-1',
    phase: 'Running',
    reason: null,
    message: null,
    owner: 'web-b',
    release: 2,
    deleting: false,
    node: 'n1',
    createdAt: ago(60),
    ready: only.ready,
    conditions: [],
    initContainers: [],
    containers: [only],
    ...part,
  };
}

export function deployment(part: Partial<DeploymentFacts> = {}): DeploymentFacts {
  return {
    name: 'web',
    release: 2,
    revision: '2',
    generation: 5,
    observedGeneration: 5,
    replicas: 1,
    updated: 1,
    ready: 1,
    available: 1,
    wanted: 1,
    images: {},
    foreign: [],
    conditions: [],
    ...part,
  };
}

export function replicaSet(part: Partial<ReplicaSetFacts> = {}): ReplicaSetFacts {
  return {
    name: 'web-b',
    revision: '2',
    release: 2,
    wanted: 1,
    replicas: 1,
    ready: 1,
    available: 1,
    conditions: [],
    ...part,
  };
}

export function event(part: Partial<EventFacts>): EventFacts {
  return {
    type: 'Warning',
    reason: 'BackOff',
    message: '',
    kind: 'Pod',
    object: 'web-b-1',
    count: 1,
    at: ago(5),
    ...part,
  };
}

export function facts(part: Partial<Facts> = {}): Facts {
  return {
    app: 'web',
    desired: { replicas: 1, stopped: false, restartedAt: null },
    deleting: false,
    release: { number: 2, phase: 'applied', phaseDetail: null, appliedAt: ago(60) },
    released: null,
    deployment: deployment(),
    replicaSets: [replicaSet()],
    pods: [pod()],
    events: [],
    nodes: [],
    memoryLimit: '256Mi',
    stabilitySeconds: 10,
    now: NOW,
    ...part,
  };
}

/** A rollout in the middle: the old pod serves, the new one is `bad`. */
export function rollout(bad: PodFacts, part: Partial<Facts> = {}): Facts {
  return facts({
    deployment: deployment({ replicas: 2, updated: 1, ready: 1, available: 1 }),
    replicaSets: [
      replicaSet({ ready: 0, available: 0 }),
      replicaSet({ name: 'web-a', revision: '1', release: 1 }),
    ],
    pods: [bad, pod({ name: 'web-a-1', owner: 'web-a', release: 1 })],
    ...part,
  });
}

/** An app that was available before: its Deployment says so. */
export const WAS_COMPLETE = {
  type: 'Progressing',
  status: 'True',
  reason: 'NewReplicaSetAvailable',
  message: '',
  at: ago(600),
};

export const notReady = { ready: 0, available: 0 };
export const exit = (part: Partial<EndedFacts> = {}): EndedFacts => ({
  reason: 'Error',
  exitCode: 1,
  message: 'config.yaml: no such file\n',
  startedAt: ago(3),
  finishedAt: ago(2),
  ...part,
});
export const pending = (reason: string, message = '') =>
  pod(
    { phase: 'Pending', ready: false },
    { ready: false, state: 'waiting', reason, message, startedAt: null },
  );
export const refused = (message: string) =>
  facts({
    deployment: deployment({ replicas: 0, updated: 0, ...notReady }),
    replicaSets: [
      replicaSet({
        replicas: 0,
        ...notReady,
        conditions: [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message, at: ago(3) }],
      }),
    ],
    pods: [],
  });
export const condition = (type: string, status: string, reason: string, message = '') => ({
  type,
  status,
  reason,
  message,
  at: ago(30),
});
/** An available app of three whose first pod is `bad`. */
export const oneOfThree = (bad: ReturnType<typeof pod>) =>
  facts({
    desired: { replicas: 3, stopped: false, restartedAt: null },
    deployment: deployment({
      wanted: 3,
      replicas: 3,
      updated: 3,
      ready: 2,
      available: 2,
      conditions: [WAS_COMPLETE],
    }),
    replicaSets: [replicaSet({ wanted: 3, replicas: 3, ready: 2, available: 2 })],
    pods: [bad, pod({ name: 'web-b-2' }), pod({ name: 'web-b-3' })],
  });

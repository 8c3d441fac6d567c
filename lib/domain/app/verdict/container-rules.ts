import { brief, eventEvidence, exitEvidence, newestEvent, type Cause } from './cause';
import type { ContainerFacts, Facts, PodFacts } from './facts';
import { isPassing, isRecent } from './passing';
import { imageForPeople, pullDetail } from './pull';
import { probeParams } from './probe';

type Rule = (facts: Facts, pod: PodFacts, container: ContainerFacts) => Cause | null;

const PULL = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'RegistryUnavailable',
  'SignatureValidationFailed',
  'ErrImageNeverPull',
]);
const CREATE = new Set(['CreateContainerConfigError', 'CreateContainerError']);
const START = new Set([
  'RunContainerError',
  'StartError',
  'ContainerCannotRun',
  'PostStartHookError',
  'PreStartHookError',
]);

const invalidName: Rule = (facts, pod, container) =>
  container.reason === 'InvalidImageName'
    ? {
        reason: 'InvalidImageName',
        params: { image: container.image, pod: pod.name, container: container.name },
        evidence: waiting(facts, pod, container, ['InspectFailed', 'Failed']),
        definite: true,
      }
    : null;

const imagePull: Rule = (facts, pod, container) => {
  if (container.state !== 'waiting' || !PULL.has(container.reason ?? '')) return null;
  // Some kubelets only say in back-off that they wait; the event of the last try says why then.
  const tries = facts.events.filter(
    (event) =>
      event.object === pod.name && event.reason === 'Failed' && event.message.startsWith('Failed to pull'),
  );
  const [failed] = tries;
  const secret = newestEvent(facts.events, pod.name, ['FailedToRetrieveImagePullSecret']);
  const detail = pullDetail(container.message) || pullDetail(failed?.message) || brief(container.message);
  return {
    reason: 'ImagePullBackOff',
    params: {
      image: imageForPeople(facts, pod, container),
      detail,
      pod: pod.name,
      container: container.name,
    },
    evidence: [
      ...optional(failed),
      ...optional(secret),
      {
        kind: 'container',
        object: `${pod.name}/${container.name}`,
        reason: container.reason ?? 'ErrImagePull',
        message: brief(container.message),
        at: null,
      },
    ],
    definite: isLastingPull(facts, pod, tries, detail),
  };
};

/**
 * One try may fail for reasons that pass: the network, or a node that has not been told of a new pull secret yet and
 * asks without. A registry that knows no such image says so at the first.
 */
function isLastingPull(facts: Facts, pod: PodFacts, tries: Facts['events'], detail: string | null): boolean {
  const count = tries.reduce((sum, event) => sum + event.count, 0);
  if (count > 1 || !isRecent(facts, pod.createdAt)) return true;
  return /not found|manifest unknown|no match for platform/i.test(detail ?? '');
}

const cannotCreate: Rule = (facts, pod, container) =>
  container.state === 'waiting' && CREATE.has(container.reason ?? '')
    ? {
        reason: 'CreateContainerConfigError',
        params: { container: container.name, detail: brief(container.message), pod: pod.name },
        evidence: waiting(facts, pod, container, ['Failed']),
        definite: !isPassing(facts, container.message, pod.createdAt),
      }
    : null;

const cannotStart: Rule = (facts, pod, container) => {
  if (container.state === 'running') return null;
  const ended = START.has(container.ended?.reason ?? '') ? container.ended : null;
  if (!START.has(container.reason ?? '') && !ended) return null;
  return {
    reason: 'RunContainerError',
    params: {
      container: container.name,
      detail: startDetail(ended?.message ?? container.message),
      pod: pod.name,
    },
    evidence: [...waiting(facts, pod, container, ['Failed']), ...exitEvidence(pod, container).slice(0, 1)],
    definite: !isPassing(facts, ended?.message ?? container.message, pod.createdAt),
  };
};

const outOfMemory: Rule = (facts, pod, container) => {
  // A kill that lies behind a container that runs well again is history, not a cause.
  if (container.ended?.reason !== 'OOMKilled' || isSettled(facts, container)) return null;
  return {
    reason: 'OOMKilled',
    params: {
      container: container.name,
      limit: facts.memoryLimit,
      pod: pod.name,
      restarts: String(container.restarts),
    },
    evidence: [
      ...exitEvidence(pod, container),
      ...optional(newestEvent(facts.events, pod.name, ['OOMKilling', 'BackOff'])),
    ],
    definite: true,
  };
};

const killedByProbe: Rule = (facts, pod, container) => {
  if (!container.ended || isSettled(facts, container)) return null;
  // The kubelet's event is the only place that says why it killed.
  const killing = facts.events.find(
    (event) => event.object === pod.name && /failed (liveness|startup) probe/.test(event.message),
  );
  if (!killing) return null;
  const unhealthy = facts.events.find(
    (event) => event.object === pod.name && /^(Liveness|Startup) probe/.test(event.message),
  );
  const probe = killing.message.includes('startup') ? 'startup' : 'liveness';
  return {
    reason: 'ProbeFailed',
    params: {
      ...probeParams(facts, pod, probe, unhealthy?.message ?? killing.message),
      pod: pod.name,
      container: container.name,
      probe,
    },
    evidence: [...optional(unhealthy), eventEvidence(killing), ...exitEvidence(pod, container)],
    definite: true,
  };
};

const crash: Rule = (facts, pod, container) => {
  const { ended } = container;
  if (!ended || isSettled(facts, container)) return null;
  const params = {
    container: container.name,
    exitCode: String(ended.exitCode),
    restarts: String(container.restarts),
    pod: pod.name,
  };
  const evidence = [
    ...exitEvidence(pod, container),
    ...optional(newestEvent(facts.events, pod.name, ['BackOff'])),
  ];
  const definite = isLoop(facts, container);
  if (ended.exitCode === 0) return { reason: 'Completed', params, evidence, definite };
  return { reason: definite ? 'CrashLoopBackOff' : 'ContainerExited', params, evidence, definite };
};

/** Once, or after a long good run, may be an accident; twice in short runs, or a back-off, is not. */
function isLoop(facts: Facts, container: ContainerFacts): boolean {
  if (container.reason === 'CrashLoopBackOff') return true;
  const runs = container.restarts + (container.state === 'terminated' ? 1 : 0);
  if (runs < 2 || !container.ended) return false;
  const { startedAt, finishedAt } = container.ended;
  if (startedAt === null || finishedAt === null) return true;
  return Date.parse(finishedAt) - Date.parse(startedAt) < facts.stabilitySeconds * 1000;
}

/** In the order in which they explain: an earlier one is nearer to the root. */
const RULES: readonly Rule[] = [
  invalidName,
  imagePull,
  cannotCreate,
  cannotStart,
  outOfMemory,
  killedByProbe,
  crash,
];

/** Why this container is not as it should be, if it is not. */
export function containerCause(facts: Facts, pod: PodFacts, container: ContainerFacts): Cause | null {
  for (const rule of RULES) {
    const cause = rule(facts, pod, container);
    if (cause) return cause;
  }
  return null;
}

/** True when a container that ended before has now run for the stability window. */
function isSettled(facts: Facts, container: ContainerFacts): boolean {
  if (container.state !== 'running' || container.startedAt === null) return false;
  return facts.now - Date.parse(container.startedAt) >= facts.stabilitySeconds * 1000 && container.ready;
}

function waiting(
  facts: Facts,
  pod: PodFacts,
  container: ContainerFacts,
  reasons: string[],
): Cause['evidence'] {
  return [
    {
      kind: 'container',
      object: `${pod.name}/${container.name}`,
      reason: container.reason ?? '',
      message: brief(container.message),
      at: null,
    },
    ...optional(newestEvent(facts.events.filter(isTelling), pod.name, reasons)),
  ];
}

/** False for the kubelet's events that only repeat the container's state. */
function isTelling(event: Facts['events'][number]): boolean {
  return !/^Error: \w+$/.test(event.message);
}

function optional(event: Facts['events'][number] | undefined): Cause['evidence'] {
  return event ? [eventEvidence(event)] : [];
}

/** What the program's start failed of, without the names of the layers that passed it on. */
function startDetail(message: string | null): string {
  return brief((message ?? '').replace(/^.*unable to start container process: /s, ''));
}

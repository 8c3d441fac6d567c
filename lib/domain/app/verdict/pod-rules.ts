import { brief, conditionEvidence, eventEvidence, newestEvent, type Cause } from './cause';
import { containerCause } from './container-rules';
import { evictionCause, isEvicted } from './evictions';
import type { Facts, PodFacts } from './facts';
import { isMakingRoom, isPassing, isRecent } from './passing';
import { probeParams } from './probe';
import { roomParams } from './room';

type Rule = (facts: Facts, pod: PodFacts) => Cause | null;

const nodeLost: Rule = (_facts, pod) => {
  const ready = pod.conditions.find((condition) => condition.type === 'Ready');
  const lost = pod.phase === 'Unknown' || pod.reason === 'NodeLost' || ready?.reason === 'NodeNotReady';
  if (!lost) return null;
  return {
    reason: 'NodeLost',
    params: { pod: pod.name, node: pod.node ?? '' },
    evidence: ready ? [conditionEvidence(pod.name, ready)] : [],
    definite: true,
  };
};

/**
 * What the scheduler says when a node has just come up or missed a sign of life, or when the pod would fit once others
 * leave (for one that never fits, preemption “is not helpful”).
 */
const MAY_FIT =
  /no nodes available|taint\(?s?\)? \{node\.(cloudprovider\.)?kubernetes\.io\/(not-ready|unreachable|network-unavailable|uninitialized)|No preemption victims found/;

const unschedulable: Rule = (facts, pod) => {
  const scheduled = pod.conditions.find((condition) => condition.type === 'PodScheduled');
  if (scheduled?.status !== 'False' || scheduled.reason !== 'Unschedulable') return null;
  const event = newestEvent(facts.events, pod.name, ['FailedScheduling']);
  return {
    reason: 'Unschedulable',
    params: { pod: pod.name, ...roomParams(facts, pod, scheduled.message) },
    evidence: [conditionEvidence(pod.name, scheduled), ...(event ? [eventEvidence(event)] : [])],
    definite: !isMakingRoom(facts) && !(MAY_FIT.test(scheduled.message) && isRecent(facts, scheduled.at)),
  };
};

const containers: Rule = (facts, pod) => {
  for (const container of [...pod.initContainers, ...pod.containers]) {
    const cause = containerCause(facts, pod, container);
    if (cause) return cause;
  }
  return null;
};

const cannotSetUp: Rule = (facts, pod) => {
  if (pod.phase !== 'Pending') return null;
  // Volumes and network stand: what the events tell was got over.
  if (pod.conditions.some(({ type, status }) => type === 'PodReadyToStartContainers' && status === 'True')) {
    return null;
  }
  const mount = newestEvent(facts.events, pod.name, ['FailedMount', 'FailedAttachVolume']);
  if (mount) return fromEvent(facts, 'FailedMount', pod, mount);
  const sandbox = newestEvent(facts.events, pod.name, ['FailedCreatePodSandBox']);
  return sandbox ? fromEvent(facts, 'FailedCreatePodSandBox', pod, sandbox) : null;
};

const probe: Rule = (facts, pod) => {
  if (pod.ready || pod.phase !== 'Running') return null;
  const event = newestEvent(facts.events, pod.name, ['Unhealthy', 'ProbeError']);
  if (!event) return null;
  const kind = kindOf(event.message);
  return {
    reason: 'ProbeFailed',
    params: {
      ...probeParams(facts, pod, kind, event.message),
      pod: pod.name,
      probe: kind,
    },
    evidence: [eventEvidence(event)],
    // Misses of a program that starts are normal for a while; some need a minute.
    definite: waitedFor(facts, pod) > PROBE_PATIENCE_MS,
  };
};

function kindOf(message: string): 'readiness' | 'liveness' | 'startup' {
  if (/^liveness/i.test(message)) return 'liveness';
  return /^startup/i.test(message) ? 'startup' : 'readiness';
}

const PROBE_PATIENCE_MS = 60_000;

function waitedFor(facts: Facts, pod: PodFacts): number {
  const started = pod.containers[0]?.startedAt ?? pod.createdAt;
  return started === null || started === undefined ? 0 : facts.now - Date.parse(started);
}

function fromEvent(
  facts: Facts,
  reason: 'FailedMount' | 'FailedCreatePodSandBox',
  pod: PodFacts,
  event: Facts['events'][number],
): Cause {
  return {
    reason,
    params: { pod: pod.name, detail: brief(event.message) },
    evidence: [eventEvidence(event)],
    definite: event.count >= 3 && !isPassing(facts, event.message, pod.createdAt),
  };
}

const RULES: readonly Rule[] = [nodeLost, unschedulable, containers, cannotSetUp, probe];

/** Why this pod is not as it should be, if it is not. A pod that is ready has no cause. */
export function podCause(facts: Facts, pod: PodFacts): Cause | null {
  if (pod.deleting) return null;
  // How its containers ended says nothing more.
  if (isEvicted(pod)) return evictionCause(facts, pod);
  for (const rule of RULES) {
    const cause = rule(facts, pod);
    if (cause) return cause;
  }
  return null;
}

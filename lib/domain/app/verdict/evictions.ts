import { brief, conditionEvidence, eventEvidence, newestEvent, type Cause, type Evidence } from './cause';
import type { ConditionFacts, Facts, PodFacts } from './facts';

/**
 * How long an eviction is remembered: as long as the kubelet remembers the crashes of a container that runs well again.
 */
const MEMORY_MS = 10 * 60_000;

/** True for a pod that its node put out (or did not take): it is over, and stays in the list beside the next one. */
export function isEvicted(pod: Pick<PodFacts, 'phase' | 'reason'>): boolean {
  return pod.phase === 'Failed' && pod.reason !== null;
}

/** Why this pod is over, if its node put it out a short while ago. */
export function evictionCause(facts: Facts, pod: PodFacts): Cause | null {
  if (!isEvicted(pod) || !isRemembered(facts, pod)) return null;
  return {
    reason: 'Evicted',
    params: { pod: pod.name, detail: brief(pod.message ?? pod.reason) },
    evidence: [evidenceOf(facts, pod)],
    definite: false,
  };
}

/**
 * The cause when a pod that took an evicted one's place was evicted, too: unlike a container that crashes, each such pod
 * begins with no history of its own. Several that one node put out together are one eviction.
 */
export function evictionLoop(facts: Facts, pods: readonly PodFacts[]): Cause | null {
  const evicted = pods
    .filter((pod) => isEvicted(pod) && isRemembered(facts, pod))
    .sort((a, b) => evictedAt(a) - evictedAt(b));
  const [first, ...others] = evicted;
  const last = others.at(-1);
  if (!first || !last) return null;
  if (!others.some((pod) => Date.parse(pod.createdAt ?? '') >= evictedAt(first))) return null;
  return {
    reason: 'Evicted',
    params: {
      form: 'again',
      pod: last.name,
      detail: brief(last.message ?? last.reason),
      count: String(evicted.length),
      minutes: String(MEMORY_MS / 60_000),
    },
    evidence: evicted
      .slice(-3)
      .reverse()
      .map((pod) => evidenceOf(facts, pod)),
    definite: true,
  };
}

function isRemembered(facts: Facts, pod: PodFacts): boolean {
  return facts.now - evictedAt(pod) < MEMORY_MS;
}

/** What the kubelet sets of a pod that it is about to put out. */
function disruption(pod: PodFacts): ConditionFacts | undefined {
  return pod.conditions.find((condition) => condition.type === 'DisruptionTarget');
}

/** When it was put out; a kubelet that does not say so leaves the end of its containers, or of one not taken the start. */
function evictedAt(pod: PodFacts): number {
  const told = disruption(pod)?.at;
  if (told) return Date.parse(told);
  const ends = pod.containers.flatMap(({ ended }) =>
    ended?.finishedAt ? [Date.parse(ended.finishedAt)] : [],
  );
  return ends.length > 0 ? Math.max(...ends) : Date.parse(pod.createdAt ?? '');
}

/** The kubelet's own words: its event, or, when that is gone, what it left in the pod. */
function evidenceOf(facts: Facts, pod: PodFacts): Evidence {
  const event = newestEvent(facts.events, pod.name, ['Evicted', 'Preempted', 'NodeShutdown']);
  if (event) return eventEvidence(event);
  const condition = disruption(pod);
  if (condition) return conditionEvidence(pod.name, condition);
  return {
    kind: 'condition',
    object: pod.name,
    reason: pod.reason ?? '',
    message: brief(pod.message),
    at: null,
  };
}

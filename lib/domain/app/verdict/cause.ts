import type { ConditionFacts, ContainerFacts, EventFacts, PodFacts } from './facts';
import type { Reason } from './reasons';

/** A piece of what a cause rests on; structurally the contract's evidence. */
export interface Evidence {
  kind: 'event' | 'container' | 'log' | 'condition';
  object: string;
  reason: string;
  message: string;
  at: string | null;
}

/** Why pods are not as they should be. */
export interface Cause {
  reason: Reason;
  params: Record<string, string>;
  evidence: Evidence[];
  /** True when waiting will not mend it by itself; false when it may be a passing first try. */
  definite: boolean;
}

const MOST_TEXT = 600;
/** Of a text that is cut: errors are told from the outside in, so the cause stands at the end. */
const HEAD = 150;

/** A text of the cluster, cut in its middle to what a page can show, digests as short as on our pages. */
export function brief(text: string | null | undefined): string {
  const clean = (text ?? '').trim().replace(/sha256:([0-9a-f]{12})[0-9a-f]{52}/g, 'sha256:$1');
  if (clean.length <= MOST_TEXT) return clean;
  return `${clean.slice(0, HEAD)} … ${clean.slice(HEAD - MOST_TEXT)}`;
}

export function eventEvidence(event: EventFacts): Evidence {
  return {
    kind: 'event',
    object: event.object,
    reason: event.reason,
    message: brief(event.message),
    at: event.at,
  };
}

export function conditionEvidence(object: string, condition: ConditionFacts): Evidence {
  return {
    kind: 'condition',
    object,
    reason: condition.reason,
    message: brief(condition.message),
    at: condition.at,
  };
}

/** How a container ended last, with what it left as its last words. */
export function exitEvidence(pod: PodFacts, container: ContainerFacts): Evidence[] {
  const { ended } = container;
  if (!ended) return [];
  const object = `${pod.name}/${container.name}`;
  const exit: Evidence = {
    kind: 'container',
    object,
    reason: ended.reason ?? 'Error',
    message: `exit code ${ended.exitCode}, ${container.restarts} ${container.restarts === 1 ? 'restart' : 'restarts'}`,
    at: ended.finishedAt,
  };
  const words = (ended.message ?? '').trimEnd().slice(-2000);
  if (words === '') return [exit];
  return [exit, { kind: 'log', object, reason: 'TerminationMessage', message: words, at: ended.finishedAt }];
}

/** The newest event about an object with one of the reasons. */
export function newestEvent(
  events: readonly EventFacts[],
  object: string,
  reasons: readonly string[],
): EventFacts | undefined {
  return events.find((event) => event.object === object && reasons.includes(event.reason));
}

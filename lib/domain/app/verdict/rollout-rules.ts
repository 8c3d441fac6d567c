import { brief, conditionEvidence, eventEvidence, newestEvent, type Cause } from './cause';
import type { DeploymentFacts, Facts, ReplicaSetFacts } from './facts';
import { isMakingRoom, isPassing } from './passing';
import { quotaParams } from './quota-room';
import type { Reason } from './reasons';

/** Why the cluster makes no pods of the current ReplicaSet, if it refuses them. */
export function refusalCause(facts: Facts, current: ReplicaSetFacts | undefined): Cause | null {
  const objects = current ? [{ name: current.name, conditions: current.conditions }] : [];
  if (facts.deployment) objects.push(facts.deployment);
  for (const object of objects) {
    const failure = object.conditions.find(
      (condition) => condition.type === 'ReplicaFailure' && condition.status === 'True',
    );
    if (!failure) continue;
    const event = newestEvent(facts.events, current?.name ?? object.name, ['FailedCreate']);
    // The controller keeps the words of the first refusal as long as one follows another; the event has the last.
    const message = event && (event.at ?? '') >= (failure.at ?? '') ? event.message : failure.message;
    const kind = kindOfRefusal(message);
    const passing = isPassing(facts, message, failure.at) || (kind === 'Quota' && isMakingRoom(facts));
    return {
      reason: passing && kind === 'FailedCreate' ? 'Retrying' : kind,
      params: {
        ...(wantsRoot(facts, kind, message) ? { form: 'root' } : {}),
        ...(kind === 'Quota' ? quotaParams(message) : {}),
        detail: refusalDetail(message),
      },
      evidence: [
        ...(message === failure.message ? [conditionEvidence(object.name, failure)] : []),
        ...(event ? [eventEvidence(event)] : []),
      ],
      definite: !passing,
    };
  }
  return null;
}

/** Set when the Deployment gave up: no progress within its deadline. */
export function deadlineCause(deployment: DeploymentFacts, seconds: number): Cause | null {
  const progressing = deployment.conditions.find((condition) => condition.type === 'Progressing');
  if (progressing?.status !== 'False' || progressing.reason !== 'ProgressDeadlineExceeded') return null;
  return {
    reason: 'ProgressDeadlineExceeded',
    params: { seconds: String(seconds) },
    evidence: [conditionEvidence(deployment.name, progressing)],
    definite: true,
  };
}

/**
 * The condition has one reason (FailedCreate) for all refusals, so the admission plugin is told by the words that
 * it always begins with; an unknown one is shown as it is.
 */
function kindOfRefusal(message: string): Reason {
  if (/exceeded quota|failed quota/.test(message)) return 'Quota';
  if (/violates PodSecurity/.test(message)) return 'PodSecurity';
  if (
    /(maximum|minimum) (cpu|memory|\S+ )?.*usage per (Container|Pod)|limit to request ratio/.test(message)
  ) {
    return 'LimitRange';
  }
  return 'FailedCreate';
}

/** The image is why: nothing that can be set of the app mends it. */
function wantsRoot(facts: Facts, kind: Reason, message: string): boolean {
  return kind === 'PodSecurity' && facts.released?.runAsNonRoot === false && /runAsNonRoot/.test(message);
}

function refusalDetail(message: string): string {
  return brief(message.replace(/^(Error creating: )?(pods "[^"]*" is forbidden: )?/, ''));
}

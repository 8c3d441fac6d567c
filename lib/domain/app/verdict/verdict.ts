import { progressDeadline, wantedReplicas } from '../render';
import type { Verdict } from '../spec';
import type { Cause, Evidence } from './cause';
import type { DeploymentFacts, Facts, PodFacts, ReplicaSetFacts } from './facts';
import { driftOf, driftParams, type Drift } from './drift';
import { evictionLoop } from './evictions';
import { podCause } from './pod-rules';
import type { Reason } from './reasons';
import { deadlineCause, refusalCause } from './rollout-rules';
import { statusText } from './status-text';

/** How an app stands, with its cause; structurally the contract's status without release and staleness. */
export interface AppVerdict {
  verdict: Verdict;
  reason: Reason;
  message: string;
  params: Record<string, string>;
  evidence: Evidence[];
  /** Available pods of the newest release, and of all that serve, whatever release they are of. */
  replicas: { desired: number; updated: number; ready: number; available: number; serving: number };
  /** The newest release of which pods serve. */
  servingRelease: number | null;
  drift: Drift[];
  /** Seconds until the stability window is over, in whole ones; null while none runs. */
  stableIn: number | null;
}

/** The verdict of an app: a pure function of what is known of its objects. */
export function judge(facts: Facts): AppVerdict {
  const { deployment, release } = facts;
  if (facts.deleting) return say(facts, 'progressing', 'Deleting');
  if (release?.phase === 'failed') return applyFailed(facts);
  if (!release || release.phase === 'recorded') return say(facts, 'progressing', 'Applying');
  if (!deployment) return withoutDeployment(facts);
  const desired = wantedHere(facts, deployment);
  const caughtUp =
    deployment.observedGeneration >= deployment.generation &&
    deployment.wanted === desired &&
    (deployment.release === null || deployment.release >= release.number);
  if (!caughtUp) return say(facts, 'progressing', 'Applying');
  if (wantedReplicas(facts.desired) === 0 && desired === 0) {
    return say(facts, 'stopped', facts.desired.stopped ? 'Stopped' : 'ScaledToZero');
  }
  return judgePods(facts, deployment, desired);
}

/** The pods that the cluster has been told to have; by others than us, if they set the number last. */
function wantedHere(facts: Facts, deployment: DeploymentFacts): number {
  const byOthers = deployment.foreign.some(({ field }) => field === 'replicas');
  return byOthers ? deployment.wanted : wantedReplicas(facts.desired);
}

function judgePods(facts: Facts, deployment: DeploymentFacts, desired: number): AppVerdict {
  const current = currentReplicaSet(facts, deployment);
  const pods = currentPods(facts, current);
  const cause = firstCause(facts, deployment, current, pods);
  const updated = Math.min(deployment.updated, current?.replicas ?? deployment.updated);
  const available = current?.available ?? 0;
  if (updated >= desired && available >= desired && deployment.updated === desired) {
    const old = deployment.replicas - deployment.updated;
    if (old > 0) return say(facts, 'progressing', 'Retiring', { count: String(old) });
    const loop = evictionLoop(facts, pods);
    return loop ? sayCause(facts, 'degraded', loop) : settled(facts);
  }
  // The Deployment controller keeps this reason from the moment a rollout was complete until the next one.
  const wasComplete = deployment.conditions.some(
    (condition) => condition.type === 'Progressing' && condition.reason === 'NewReplicaSetAvailable',
  );
  if (cause) {
    // A rollout that can't go on has failed, even while the release before it still serves.
    const passing = wasComplete ? 'degraded' : 'progressing';
    const lasting = wasComplete && available > 0 ? 'degraded' : 'failed';
    return sayCause(facts, cause.definite ? lasting : passing, cause);
  }
  if ((current?.ready ?? 0) >= desired) {
    const said = say(facts, 'progressing', 'Stabilising', { seconds: String(facts.stabilitySeconds) });
    return { ...said, stableIn: stableIn(facts, pods) };
  }
  const unready = wasComplete ? pods.find((pod) => isLongUnready(facts, pod)) : undefined;
  if (unready) return say(facts, 'degraded', 'NotReady', { pod: unready.name });
  return say(facts, 'progressing', 'RollingOut');
}

/** How long the last pod that became ready has to stay so; null when nobody said when that was. */
function stableIn(facts: Facts, pods: readonly PodFacts[]): number | null {
  const since = pods.flatMap((pod) => {
    const at = pod.conditions.find(({ type, status }) => type === 'Ready' && status === 'True')?.at;
    return at ? [Date.parse(at)] : [];
  });
  if (since.length === 0) return null;
  const left = Math.ceil((Math.max(...since) - facts.now) / 1000) + facts.stabilitySeconds;
  // The cluster's clock may be another than ours.
  return Math.min(Math.max(left, 0), facts.stabilitySeconds);
}

/** All pods are well; whether they are what was released is another question. */
function settled(facts: Facts): AppVerdict {
  const drifts = driftOf(facts);
  if (drifts.length === 0) return say(facts, 'available', 'Available');
  const evidence = drifts.map(({ field, by }) => ({
    kind: 'condition' as const,
    object: facts.app,
    reason: 'ManagedFields',
    message: `${by}: ${field}`,
    at: null,
  }));
  return { ...say(facts, 'degraded', 'ChangedOutside', driftParams(drifts)), evidence };
}

const UNREADY_PATIENCE_MS = 20_000;

/** True when a pod runs but has not been ready for longer than a start takes. */
function isLongUnready(facts: Facts, pod: PodFacts): boolean {
  if (pod.ready || pod.phase !== 'Running') return false;
  const since = pod.conditions.find((condition) => condition.type === 'Ready')?.at ?? pod.createdAt;
  return since !== null && facts.now - Date.parse(since) > UNREADY_PATIENCE_MS;
}

/** The ReplicaSet of the Deployment's present template. */
function currentReplicaSet(facts: Facts, deployment: DeploymentFacts): ReplicaSetFacts | undefined {
  return facts.replicaSets.find((set) => set.revision !== null && set.revision === deployment.revision);
}

function currentPods(facts: Facts, current: ReplicaSetFacts | undefined): PodFacts[] {
  return current ? facts.pods.filter((pod) => pod.owner === current.name && !pod.deleting) : [];
}

function firstCause(
  facts: Facts,
  deployment: DeploymentFacts,
  current: ReplicaSetFacts | undefined,
  pods: PodFacts[],
): Cause | null {
  const causes = pods.flatMap((pod) => podCause(facts, pod) ?? []);
  const refusal = refusalCause(facts, current);
  if (refusal) causes.push(refusal);
  return (
    causes.find((cause) => cause.definite) ??
    evictionLoop(facts, pods) ??
    deadlineCause(deployment, progressDeadline(facts.stabilitySeconds)) ??
    causes[0] ??
    null
  );
}

/** A release that the cluster refused; what ran before runs on. */
function applyFailed(facts: Facts): AppVerdict {
  const detail = facts.release?.phaseDetail ?? '';
  return say(facts, 'failed', 'ApplyFailed', { detail });
}

/** How long the watch may need, under load, until it shows what was applied. */
const WATCH_DELAY_MS = 30_000;

function withoutDeployment(facts: Facts): AppVerdict {
  const applied = facts.release?.appliedAt ?? null;
  const fresh = applied !== null && facts.now - Date.parse(applied) < WATCH_DELAY_MS;
  return fresh ? say(facts, 'progressing', 'Applying') : say(facts, 'failed', 'Missing');
}

function sayCause(facts: Facts, verdict: Verdict, cause: Cause): AppVerdict {
  return { ...say(facts, verdict, cause.reason, cause.params), evidence: cause.evidence };
}

function say(facts: Facts, verdict: Verdict, reason: Reason, extra: Record<string, string> = {}): AppVerdict {
  const replicas = countReplicas(facts);
  const servingRelease = newestServing(facts);
  const params = {
    ...extra,
    desired: String(replicas.desired),
    available: String(replicas.available),
    serving: String(replicas.serving),
    servingRelease: servingRelease === null ? '' : String(servingRelease),
    release: facts.release ? String(facts.release.number) : '',
  };
  const message = statusText({ verdict, reason, params, message: '' }, 'en');
  return {
    verdict,
    reason,
    message,
    params,
    evidence: [],
    replicas,
    servingRelease,
    drift: driftOf(facts),
    stableIn: null,
  };
}

function countReplicas(facts: Facts): AppVerdict['replicas'] {
  const { deployment } = facts;
  const current = deployment ? currentReplicaSet(facts, deployment) : undefined;
  return {
    desired: wantedReplicas(facts.desired),
    updated: deployment?.updated ?? 0,
    ready: current?.ready ?? deployment?.ready ?? 0,
    available: current?.available ?? deployment?.available ?? 0,
    serving: deployment?.available ?? 0,
  };
}

function newestServing(facts: Facts): number | null {
  if (!facts.deployment) return null;
  const serving = facts.replicaSets.flatMap((set) =>
    set.available > 0 && set.release !== null ? [set.release] : [],
  );
  return serving.length === 0 ? null : Math.max(...serving);
}

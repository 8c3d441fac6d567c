import { brief } from './cause';
import { isEvicted } from './evictions';
import type { ContainerFacts, PodFacts } from './facts';

/** One word for a pod, as in the STATUS column of kubectl get pods, but of a pod that was put out why, where kubectl says “Error”. */
export function podStatus(pod: PodFacts): string {
  if (pod.deleting) return pod.reason === 'NodeLost' ? 'Unknown' : 'Terminating';
  if (isEvicted(pod)) return pod.reason ?? pod.phase;
  const starting = initStatus(pod);
  if (starting !== null) return starting;
  // The last container with something to say wins, as in kubectl.
  let word = pod.reason ?? pod.phase;
  let running = false;
  for (const container of [...pod.containers].reverse()) {
    if (container.state === 'waiting' && container.reason !== null) word = container.reason;
    else if (container.state === 'terminated') word = endWord(container);
    else if (container.state === 'running' && container.ready) running = true;
  }
  if (word === 'Completed' && running) return pod.ready ? 'Running' : 'NotReady';
  return word;
}

/** In the kubelet's own words why a pod that was put out is over; null for any other. */
export function podEnd(pod: PodFacts): string | null {
  return isEvicted(pod) ? brief(pod.message) || null : null;
}

function initStatus(pod: PodFacts): string | null {
  const at = pod.initContainers.findIndex(
    (container) => !(container.state === 'terminated' && container.ended?.exitCode === 0) && !container.ready,
  );
  const container = pod.initContainers[at];
  if (!container) return null;
  if (container.state === 'terminated') return `Init:${endWord(container)}`;
  if (container.state === 'waiting' && container.reason !== null && container.reason !== 'PodInitializing') {
    return `Init:${container.reason}`;
  }
  return `Init:${at}/${pod.initContainers.length}`;
}

function endWord(container: ContainerFacts): string {
  if (container.ended?.reason) return container.ended.reason;
  return `ExitCode:${container.ended?.exitCode ?? 0}`;
}

/** What a pod's status comes to, for a list of many: whether it serves, does not yet, or needs somebody. */
export const POD_STATES = ['ready', 'unready', 'failing', 'completed', 'terminating'] as const;
export type PodState = (typeof POD_STATES)[number];

/** The state behind a status word of `podStatus`. */
export function podState(status: string, ready: boolean): PodState {
  if (status === 'Terminating') return 'terminating';
  if (status === 'Completed' || status === 'Succeeded') return 'completed';
  if (ready) return 'ready';
  return /Err|BackOff|OOM|Evicted|Preempt|Shutdown|Terminated|OutOf|NodeAffinity|Invalid|Failed|ExitCode|Unknown|NodeLost/.test(
    status,
  )
    ? 'failing'
    : 'unready';
}

/** False for a pod of which no program ever started, or that is over, like an evicted one: nothing is there to open a shell in. */
export function mayHoldShell(pod: Pick<PodFacts, 'phase' | 'containers'>): boolean {
  if (pod.phase === 'Failed' || pod.phase === 'Succeeded') return false;
  return pod.containers.some(
    ({ state, ended }) =>
      state === 'running' ||
      (ended !== null && !/^(StartError|ContainerCannotRun)$/.test(ended.reason ?? '')),
  );
}

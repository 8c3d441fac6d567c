import type { ContainerFacts, PodFacts } from './facts';

/** One word for a pod, as in the STATUS column of kubectl get pods. */
export function podStatus(pod: PodFacts): string {
  if (pod.deleting) return pod.reason === 'NodeLost' ? 'Unknown' : 'Terminating';
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

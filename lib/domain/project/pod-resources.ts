import { formatCpu, formatMemory, quantityOrZero, type Quantity } from '../quantity';

interface ContainerResources {
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> };
  restartPolicy?: string;
}

/** The part of a pod's spec that a quota counts. */
export interface PodResources {
  containers?: ContainerResources[];
  initContainers?: ContainerResources[];
}

/** What pods ask for together. */
export interface ResourceSums {
  cpuRequest: string;
  cpuLimit: string;
  memoryRequest: string;
  memoryLimit: string;
}

/** The sums over pods as a ResourceQuota counts them: containers together, or one init container that needs more. */
export function sumPodResources(pods: readonly PodResources[]): ResourceSums {
  const sum = (kind: 'requests' | 'limits', resource: 'cpu' | 'memory') =>
    pods.reduce((total, pod) => total + effective(pod, kind, resource), 0n);
  return {
    cpuRequest: formatCpu(sum('requests', 'cpu')),
    cpuLimit: formatCpu(sum('limits', 'cpu')),
    memoryRequest: formatMemory(sum('requests', 'memory')),
    memoryLimit: formatMemory(sum('limits', 'memory')),
  };
}

function effective(pod: PodResources, kind: 'requests' | 'limits', resource: 'cpu' | 'memory'): Quantity {
  const amount = (container: ContainerResources) => quantityOrZero(container.resources?.[kind]?.[resource]);
  const running = (pod.containers ?? []).reduce((total, container) => total + amount(container), 0n);
  // Init containers run one after the other; those that stay (sidecars) count beside what comes after them.
  let sidecars = 0n;
  let peak = 0n;
  for (const container of pod.initContainers ?? []) {
    const own = amount(container);
    if (container.restartPolicy === 'Always') sidecars += own;
    const now = container.restartPolicy === 'Always' ? sidecars : sidecars + own;
    if (now > peak) peak = now;
  }
  const steady = running + sidecars;
  return steady > peak ? steady : peak;
}

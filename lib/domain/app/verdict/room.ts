import {
  displayCpu,
  displayMemory,
  formatCpu,
  formatMemory,
  quantityOrZero,
  sumQuantities,
} from '../../quantity';
import { brief } from './cause';
import type { ContainerFacts, Facts, PodFacts } from './facts';

interface Resource {
  name: 'cpu' | 'memory';
  of: (container: ContainerFacts) => string | null;
  show: (value: bigint) => string;
}

const RESOURCES: readonly Resource[] = [
  { name: 'cpu', of: (container) => container.cpuRequest, show: (value) => displayCpu(formatCpu(value)) },
  {
    name: 'memory',
    of: (container) => container.memoryRequest,
    show: (value) => displayMemory(formatMemory(value)),
  },
];

/** Why no node takes a pod, in numbers where CPU or memory is short; else the scheduler's words without its last part. */
export function roomParams(facts: Facts, pod: PodFacts, message: string): Record<string, string> {
  const nodes = facts.nodes.filter((node) => node.ready && node.schedulable);
  for (const { name, of, show } of RESOURCES) {
    if (nodes.length === 0 || !message.includes(`Insufficient ${name}`)) continue;
    const asked = sumQuantities(pod.containers.map(of));
    const most = nodes
      .map((node) => quantityOrZero(node.allocatable[name]))
      .reduce((a, b) => (a > b ? a : b));
    const params = { asked: show(asked), most: show(most), detail: plainly(message) };
    return { form: asked > most ? `${name}TooLarge` : `${name}Full`, ...params };
  }
  return { detail: plainly(message) };
}

/** Without the scheduler's thoughts on pods that could be put out. */
function plainly(message: string): string {
  return brief(message.replace(/,? ?(no new claims to deallocate, )?preemption: .*$/s, ''));
}

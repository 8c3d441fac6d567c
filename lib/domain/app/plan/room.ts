import { compareQuantities, displayCpu, displayMemory } from '../../quantity';
import type { AppSpec } from '../spec';
import type { NodeFacts } from '../verdict';
import type { Finding } from './finding';

const RESOURCES = [
  { resource: 'cpu', request: 'cpuRequest', unit: 'CPU', show: displayCpu },
  { resource: 'memory', request: 'memoryRequest', unit: 'of memory', show: displayMemory },
] as const;

/**
 * A pod that asks for more than any node has is taken by none, however empty they are. Only a warning: nodes may be added,
 * by hand or by an autoscaler that waits for just such a pod.
 */
export function roomFindings(nodes: readonly NodeFacts[], resources: AppSpec['resources']): Finding[] {
  const open = nodes.filter((node) => node.ready && node.schedulable);
  return RESOURCES.flatMap(({ resource, request, unit, show }) => {
    const [most] = open
      .flatMap(({ allocatable }) => allocatable[resource] ?? [])
      .sort((a, b) => compareQuantities(b, a));
    const asked = resources[request];
    if (most === undefined || compareQuantities(asked, most) <= 0) return [];
    return [
      {
        severity: 'warning' as const,
        kind: 'cluster' as const,
        message: `A pod asks for ${show(asked)} ${unit}; the largest node has ${show(most)}.`,
        params: { resource, asked, most },
        field: `resources.${request}`,
      },
    ];
  });
}

import { expect, it } from 'vitest';
import { sumPodResources, type PodResources } from './pod-resources';

const container = (cpu: string, restartPolicy?: string) => ({
  resources: { requests: { cpu }, limits: { cpu, memory: '128Mi' } },
  ...(restartPolicy ? { restartPolicy } : {}),
});

it.each<[string, PodResources[], string]>([
  ['containers add up', [{ containers: [container('100m'), container('1')] }], '1100m'],
  [
    'a larger init container counts instead',
    [{ containers: [container('100m')], initContainers: [container('2')] }],
    '2',
  ],
  [
    'sidecars count beside containers',
    [{ containers: [container('100m')], initContainers: [container('200m', 'Always'), container('50m')] }],
    '300m',
  ],
  ['nothing is 0', [{ containers: [{}] }], '0'],
])('%s', (_, pods, cpu) => {
  expect(sumPodResources(pods).cpuRequest).toBe(cpu);
});

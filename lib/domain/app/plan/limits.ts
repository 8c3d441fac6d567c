import { compareQuantities } from '../../quantity';
import type { AppSpec } from '../spec';
import type { Finding } from './finding';

/** One entry of a LimitRange. */
export interface LimitFacts {
  type: string;
  max?: Record<string, string>;
  min?: Record<string, string>;
}

const PICK = {
  cpu: { request: 'cpuRequest', limit: 'cpuLimit' },
  memory: { request: 'memoryRequest', limit: 'memoryLimit' },
} as const;

/** What the project's LimitRange says to the container's resources. An app has one container, so Pod counts alike. */
export function limitFindings(limits: readonly LimitFacts[], resources: AppSpec['resources']): Finding[] {
  return limits
    .filter((limit) => limit.type === 'Container' || limit.type === 'Pod')
    .flatMap((limit) =>
      (['cpu', 'memory'] as const).flatMap((resource) => {
        const { request, limit: most } = PICK[resource];
        const max = limit.max?.[resource];
        const min = limit.min?.[resource];
        const findings: Finding[] = [];
        if (max !== undefined && compareQuantities(resources[most], max) > 0) {
          findings.push(finding(resource, 'most', max, resources[most], `resources.${most}`));
        }
        if (min !== undefined && compareQuantities(resources[request], min) < 0) {
          findings.push(finding(resource, 'least', min, resources[request], `resources.${request}`));
        }
        return findings;
      }),
    );
}

function finding(
  resource: string,
  bound: 'most' | 'least',
  allowed: string,
  given: string,
  field: string,
): Finding {
  return {
    severity: 'error',
    kind: 'limits',
    message: `The project allows at ${bound} ${allowed} of ${resource} for a pod; this asks for ${given}.`,
    params: { resource, bound, allowed, given },
    field,
  };
}

import { Problem } from '@/lib/domain/problem';

/** Nothing is deployed into a project that is not whole. */
export function requireActive(phase: string, name: string): void {
  if (phase === 'active') return;
  throw new Problem('resource.conflict', {
    detail: `The project ${name} is ${phase}; deploy when it is active.`,
  });
}

import { wantedReplicas } from '../render';
import { brief } from './cause';
import type { Facts } from './facts';

/** One thing that is not as the release says, because somebody else than Berth changed it. */
export interface Drift {
  /** Below the Deployment's spec: `replicas`, `containers[web].image`. */
  field: string;
  /** The program that did it, as it calls itself: `kubectl-set`. */
  by: string;
  /** What the release says and what is there, where both are known. */
  released: string | null;
  now: string | null;
}

/** What somebody changed outside Berth since the newest release was applied. */
export function driftOf(facts: Facts): Drift[] {
  const { app, deployment, release, released } = facts;
  if (!deployment || !released || release?.phase !== 'applied' || deployment.release !== release.number)
    return [];
  const imageField = `containers[${app}].image`;
  const drifts = deployment.foreign.map(({ field, manager }): Drift => {
    if (field === 'replicas') {
      const wanted = String(wantedReplicas(facts.desired));
      return { field, by: manager, released: wanted, now: String(deployment.wanted) };
    }
    return { field, by: manager, released: null, now: null };
  });
  const image = deployment.images[app];
  if (image === undefined || image === released.reference) return drifts;
  const by = drifts.find((drift) => drift.field === imageField)?.by ?? '?';
  const changed = { field: imageField, by, released: released.image, now: brief(image) };
  return [changed, ...drifts.filter((drift) => drift.field !== imageField)];
}

/** For the sentence: who, and what became what. */
export function driftParams(drifts: readonly Drift[]): Record<string, string> {
  const told = drifts.map(({ field, released, now }) =>
    released === null || now === null ? field : `${field} ${released} → ${now}`,
  );
  return { by: [...new Set(drifts.map((drift) => drift.by))].join(', '), changes: told.join(', ') };
}

/** What a Lease says about who leads. */
export interface LeaseState {
  holder: string;
  /** When the holder last said that it lives, in milliseconds; null when it never did. */
  renewedAt: number | null;
  durationMs: number;
  transitions: number;
}

/** The parts of a Lease's spec that are used. */
export interface LeaseSpec {
  holderIdentity?: string | null;
  leaseDurationSeconds?: number | null;
  acquireTime?: string | null;
  renewTime?: string | null;
  leaseTransitions?: number | null;
}

/** Reads a Lease's spec. */
export function readLease(spec: LeaseSpec): LeaseState {
  const renewed = spec.renewTime ? Date.parse(spec.renewTime) : NaN;
  return {
    holder: spec.holderIdentity ?? '',
    renewedAt: Number.isNaN(renewed) ? null : renewed,
    durationMs: (spec.leaseDurationSeconds ?? 0) * 1000,
    transitions: spec.leaseTransitions ?? 0,
  };
}

/** A Lease as it was seen: `since` is when this process first saw exactly this renewal, by its own clock. */
export interface Observation {
  state: LeaseState;
  since: number;
}

/** Notes what is seen now; a renewal that was seen before keeps its time. */
export function observe(before: Observation | null, state: LeaseState, now: number): Observation {
  const same =
    before !== null && before.state.holder === state.holder && before.state.renewedAt === state.renewedAt;
  return same ? { state, since: before.since } : { state, since: now };
}

/**
 * True when somebody else may take the Lease: nobody holds it, its holder is known to be dead, or it was not renewed
 * for its whole duration. That time is counted from when the last renewal was seen here, so that clocks of different
 * machines need not agree.
 */
export function mayTake(
  { state, since }: Observation,
  self: string,
  now: number,
  isDead: (holder: string) => boolean,
): boolean {
  if (state.holder === '' || state.holder === self || isDead(state.holder)) return true;
  return now - since >= state.durationMs;
}

/** The spec that takes or renews a Lease. Kubernetes wants microseconds. */
export function leaseSpec(
  previous: LeaseState | null,
  acquiredAt: number,
  self: string,
  durationMs: number,
  now: number,
): LeaseSpec {
  const same = previous?.holder === self;
  return {
    holderIdentity: self,
    leaseDurationSeconds: durationMs / 1000,
    acquireTime: microTime(acquiredAt),
    renewTime: microTime(now),
    leaseTransitions: previous ? previous.transitions + (same ? 0 : 1) : 0,
  };
}

function microTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '000Z');
}

import { describe, expect, it } from 'vitest';
import { leaseSpec, mayTake, observe, readLease } from './lease';

const held = readLease({
  holderIdentity: 'other',
  leaseDurationSeconds: 15,
  renewTime: '2026-11-21T04:00:00.000000Z',
  leaseTransitions: 3,
});
const alive = () => false;

describe('mayTake', () => {
  it('waits for the whole duration since the renewal was first seen here', () => {
    const first = observe(null, held, 1000);
    const later = observe(first, held, 9000);
    expect(mayTake(later, 'me', 15_999, alive)).toBe(false);
    expect(mayTake(later, 'me', 16_000, alive)).toBe(true);
  });

  it('starts to wait anew with every renewal', () => {
    const renewed = observe(observe(null, held, 0), { ...held, renewedAt: 5 }, 10_000);
    expect(mayTake(renewed, 'me', 16_000, alive)).toBe(false);
  });

  it.each([
    ['nobody holds it', ''],
    ['I hold it', 'me'],
  ])('does not wait when %s', (_, holder) => {
    expect(mayTake(observe(null, { ...held, holder }, 0), 'me', 0, alive)).toBe(true);
  });

  it('does not wait for a holder that is known to be dead', () => {
    expect(mayTake(observe(null, held, 0), 'me', 0, (holder) => holder === 'other')).toBe(true);
  });
});

describe('leaseSpec', () => {
  it('counts who came after whom, and renews without counting', () => {
    expect(leaseSpec(held, 0, 'me', 15_000, 1000)).toEqual({
      holderIdentity: 'me',
      leaseDurationSeconds: 15,
      acquireTime: '1970-01-01T00:00:00.000000Z',
      renewTime: '1970-01-01T00:00:01.000000Z',
      leaseTransitions: 4,
    });
    expect(leaseSpec(held, 0, 'other', 15_000, 1000).leaseTransitions).toBe(3);
    expect(leaseSpec(null, 0, 'me', 15_000, 0).leaseTransitions).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { outageOf } from './outage-banner';

const up = { name: 'a', title: 'A', reachable: true, since: null };
const gone = { name: 'b', title: 'B', reachable: false, since: '2026-01-01T00:00:00.000Z' };

describe('outageOf', () => {
  it('says nothing while all is well or nothing is known yet', () => {
    expect(outageOf({ down: null, clusters: undefined }, null)).toBeNull();
    expect(outageOf({ down: null, clusters: [up] }, 'a')).toBeNull();
  });

  it('names the nearest culprit only', () => {
    const down = { what: 'database', since: gone.since } as const;
    expect(outageOf({ down, clusters: [gone] }, 'b')).toMatchObject({ kind: 'database', since: gone.since });
  });

  it('in a project speaks of its own cluster, elsewhere of all', () => {
    const reach = { down: null, clusters: [up, gone] };
    expect(outageOf(reach, 'a')).toBeNull();
    expect(outageOf(reach, 'b')).toMatchObject({ kind: 'cluster', names: { cluster: 'B' } });
    expect(outageOf(reach, null)).toMatchObject({
      kind: 'clusters',
      since: gone.since,
      names: { count: 1, all: 2, clusters: 'B' },
    });
  });
});

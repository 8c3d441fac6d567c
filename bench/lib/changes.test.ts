import { describe, expect, it, vi } from 'vitest';
import { Sightings, type Change } from './changes';

const change = (name: string, number: number): Change => ({ namespace: 'x', name, number, at: 0 });

function seenAt(...all: [ms: number, name: string, restarts: number][]): Sightings {
  const sightings = new Sightings();
  const clock = vi.spyOn(performance, 'now');
  for (const [ms, name, restarts] of all) {
    clock.mockReturnValue(ms);
    sightings.see(name, restarts);
  }
  clock.mockRestore();
  return sightings;
}

describe('sightings', () => {
  it('tell how late each change was seen the first time', async () => {
    const sightings = seenAt([5, 'a', 1], [9, 'b', 2], [12, 'a', 1], [20, 'a', 3]);
    expect(await sightings.delays([change('a', 1), change('b', 2), change('a', 3)])).toEqual([5, 9, 20]);
  });

  it('count a change that a newer one of its pod overtook as seen with that', async () => {
    expect(await seenAt([7, 'a', 4]).delays([change('a', 2), change('a', 4)])).toEqual([7, 7]);
  });
});

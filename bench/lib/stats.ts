/** The value below which a share of the values lies (nearest rank); NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

/** The middle value; the mean of the two in the middle of an even number. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? NaN) + upper) / 2;
}

/** A pseudo-random number in [0, 1) from a seed (mulberry32), so that an interval is the same for the same values. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const RESAMPLES = 2000;

/** Bootstrap interval of the median that holds 95 %: [low, high]. */
export function interval(values: readonly number[]): [number, number] {
  const random = randomFrom(values.length);
  const medians = Array.from({ length: RESAMPLES }, () =>
    median(values.map(() => values[Math.floor(random() * values.length)] ?? NaN)),
  );
  return [quantile(medians, 0.025), quantile(medians, 0.975)];
}

/** One measurement beside its reference. */
export interface Pair {
  ours: number;
  reference: number;
}

/**
 * Measures in pairs, in turns A B, B A, A B …, so that what drifts on the machine hits both alike. `warm` pairs at
 * the beginning are thrown away.
 */
export async function inPairs(
  count: number,
  ours: () => Promise<number>,
  reference: () => Promise<number>,
  warm = 1,
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let number = -warm; number < count; number += 1) {
    const first = number % 2 === 0;
    const a = first ? await ours() : NaN;
    const b = await reference();
    const pair = { ours: first ? a : await ours(), reference: b };
    if (number >= 0) pairs.push(pair);
  }
  return pairs;
}

/** How steeply points rise: the median of the slopes of all pairs (Theil–Sen), which outliers do not move much. */
function steepness(points: readonly Point[]): number {
  const slopes: number[] = [];
  for (const [at, [x, y]] of points.entries()) {
    for (const [laterX, laterY] of points.slice(at + 1)) {
      if (laterX !== x) slopes.push((laterY - y) / (laterX - x));
    }
  }
  return median(slopes);
}

/** What was measured when: [x, y]. */
export type Point = readonly [number, number];

/** How steeply points rise, with the bootstrap interval that holds 95 %. */
export function trend(points: readonly Point[]): { slope: number; interval: [number, number] } {
  const random = randomFrom(points.length);
  const drawn = () =>
    points.flatMap(() => {
      const point = points[Math.floor(random() * points.length)];
      return point ? [point] : [];
    });
  const slopes = Array.from({ length: RESAMPLES }, () => steepness(drawn())).filter(
    (slope) => !Number.isNaN(slope),
  );
  return { slope: steepness(points), interval: [quantile(slopes, 0.025), quantile(slopes, 0.975)] };
}

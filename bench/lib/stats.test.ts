import { describe, expect, it } from 'vitest';
import { inPairs, interval, median, quantile, trend } from './stats';

describe('stats', () => {
  it('knows the middle', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBeNaN();
  });

  it('takes the nearest rank', () => {
    const values = Array.from({ length: 100 }, (_, index) => index);
    expect(quantile(values, 0.5)).toBe(50);
    expect(quantile(values, 0.99)).toBe(99);
    expect(quantile([7], 0.99)).toBe(7);
  });

  it('puts the median between the ends of its interval, the same each time', () => {
    const values = [1, 1.1, 1.2, 0.9, 1.05, 1.3, 0.95, 1.15, 1.02, 1.08];
    const [low, high] = interval(values);
    expect(low).toBeLessThan(median(values));
    expect(high).toBeGreaterThan(median(values));
    expect(interval(values)).toEqual([low, high]);
  });

  it('measures in turns and throws the warm-up away', async () => {
    const order: string[] = [];
    const pairs = await inPairs(
      3,
      async () => order.push('a'),
      async () => order.push('b'),
    );
    expect(order.join('')).toBe('baabbaab');
    expect(pairs).toEqual([
      { ours: 3, reference: 4 },
      { ours: 6, reference: 5 },
      { ours: 7, reference: 8 },
    ]);
  });
});

describe('a trend', () => {
  // What a heap does: it goes up and down by more than it rises in a minute.
  const noisy = (slope: number) =>
    Array.from({ length: 15 }, (_, x): [number, number] => [x, slope * x + 3 * Math.sin(x * 2.3)]);

  it('finds the slope under the noise, between the ends of its interval', () => {
    const { slope, interval: ends } = trend(noisy(2));
    expect(slope).toBeGreaterThan(1.7);
    expect(slope).toBeLessThan(2.3);
    expect(ends[0]).toBeLessThan(2);
    expect(ends[1]).toBeGreaterThan(2);
    expect(trend(noisy(2))).toEqual({ slope, interval: ends });
  });

  it('holds zero where nothing rises, and not where something does', () => {
    const [low, high] = trend(noisy(0)).interval;
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
    expect(trend(noisy(2)).interval[0]).toBeGreaterThan(0);
  });

  it('is not moved by one wild value', () => {
    const wild = noisy(0).map(([x, y]): [number, number] => [x, x === 14 ? 1000 : y]);
    expect(Math.abs(trend(wild).slope)).toBeLessThan(1);
  });
});

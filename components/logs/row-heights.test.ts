import { expect, it } from 'vitest';
import { RowHeights } from './row-heights';

it('knows where rows stand while they are measured, added and dropped', () => {
  const heights = new RowHeights(20);
  const real = new Map<number, number>();
  let first = 0;
  let end = 0;
  const check = () => {
    let top = 0;
    for (let place = first; place < end; place += 1) {
      const height = real.get(place) ?? 20;
      if (place % 97 === 0 || place === first) {
        expect(heights.topOf(place)).toBe(top);
        expect(heights.placeAt(top)).toBe(place);
        expect(heights.placeAt(top + height - 1)).toBe(place);
      }
      top += height;
    }
    expect(heights.total).toBe(top);
    expect(heights.topOf(end)).toBe(top);
  };
  for (const [to, from] of [
    [1000, 0],
    [1300, 255],
    [3000, 600],
    [3001, 2900],
  ] as const) {
    [first, end] = [from, to];
    heights.fit(first, end);
    for (let place = first; place < end; place += 31) {
      real.set(place, 20 + (place % 5) * 20);
      heights.measured(place, real.get(place) ?? 0);
    }
    check();
  }
  expect(heights.measured(2950, 20 + (2950 % 5) * 20)).toBe(false);
  expect(heights.measured(1, 40)).toBe(false);
});

import { expect, it } from 'vitest';
import { Ring } from './ring';

it('keeps places while items come and go', () => {
  const ring = new Ring<number>();
  for (let item = 0; item < 5000; item += 1) {
    ring.push(item);
    if (item % 2 === 1) expect(ring.shift()).toBe((item - 1) / 2);
  }
  expect([ring.first, ring.end, ring.length]).toEqual([2500, 5000, 2500]);
  expect([ring.at(2499), ring.at(2500), ring.at(4999), ring.at(5000)]).toEqual([
    undefined,
    2500,
    4999,
    undefined,
  ]);
  expect([...ring]).toEqual(Array.from({ length: 2500 }, (_, at) => at + 2500));
  ring.replaceLast(-1);
  expect(ring.at(4999)).toBe(-1);
});

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Paced } from './paced';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('works at once, and then no more often than it may, and misses nothing', async () => {
  const at: number[] = [];
  const begun = performance.now();
  const paced = new Paced(100, () => void at.push(performance.now() - begun));
  paced.soon();
  paced.soon();
  await vi.advanceTimersByTimeAsync(1);
  expect(at).toEqual([0]);
  for (let ms = 0; ms < 250; ms += 10) {
    paced.soon();
    await vi.advanceTimersByTimeAsync(10);
  }
  await vi.advanceTimersByTimeAsync(500);
  expect(at).toEqual([0, 100, 200, 300]);
});

it('does not begin while it is at it, and does less of what takes long', async () => {
  const at: number[] = [];
  const begun = performance.now();
  const paced = new Paced(100, async () => {
    at.push(performance.now() - begun);
    await vi.advanceTimersByTimeAsync(60);
    paced.soon();
  });
  paced.soon();
  await vi.advanceTimersByTimeAsync(700);
  paced.close();
  expect(at).toEqual([0, 300, 600]);
});

it('goes on after work that failed, and stops when it is closed', async () => {
  let runs = 0;
  const paced = new Paced(100, () => {
    runs += 1;
    throw new Error('no');
  });
  paced.soon();
  await vi.advanceTimersByTimeAsync(1);
  paced.soon();
  await vi.advanceTimersByTimeAsync(200);
  expect(runs).toBe(2);
  paced.soon();
  paced.close();
  await vi.advanceTimersByTimeAsync(500);
  expect(runs).toBe(2);
});

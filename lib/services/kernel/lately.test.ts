import { afterEach, expect, it, vi } from 'vitest';
import { lately } from './lately';

afterEach(() => vi.useRealTimers());

it('asks once a second for each key, and anew afterwards', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  let asked = 0;
  const ask = () => Promise.resolve((asked += 1));
  expect(await Promise.all([lately('t', 'a', ask), lately('t', 'a', ask), lately('t', 'b', ask)])).toEqual([
    1, 1, 2,
  ]);
  vi.setSystemTime(Date.now() + 999);
  expect(await lately('t', 'a', ask)).toBe(1);
  vi.setSystemTime(Date.now() + 1);
  expect(await lately('t', 'a', ask)).toBe(3);
});

it('passes a failure on to all who asked, and asks anew after it', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const ask = () => Promise.reject(new Error('no'));
  await expect(lately('f', 'a', ask)).rejects.toThrow('no');
  await expect(lately('f', 'a', () => Promise.resolve(1))).rejects.toThrow('no');
  vi.setSystemTime(Date.now() + 1000);
  expect(await lately('f', 'a', () => Promise.resolve(1))).toBe(1);
});

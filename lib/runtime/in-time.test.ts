import { expect, it, vi } from 'vitest';
import { inTime } from './in-time';

it('gives what comes in time, else what was agreed on, and passes on what is thrown', async () => {
  vi.useFakeTimers();
  expect(await inTime(Promise.resolve(1), 10, 'late')).toBe(1);
  await expect(inTime(Promise.reject(new Error('no')), 10, 'late')).rejects.toThrow('no');
  const slow = inTime(new Promise(() => undefined), 10, 'late');
  await vi.advanceTimersByTimeAsync(10);
  expect(await slow).toBe('late');
  // Nothing is left that would keep a process from ending.
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

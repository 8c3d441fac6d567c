import { describe, expect, it } from 'vitest';
import { duration, relativeTime } from './time';

const now = new Date('2026-11-21T12:00:00Z');
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000);

describe('relativeTime', () => {
  it.each([
    [2, 'en', 'now'],
    [59, 'en', '59 sec. ago'],
    [60, 'en', '1 min. ago'],
    [3599, 'en', '59 min. ago'],
    [7200, 'en', '2 hr. ago'],
    [86_400 * 3, 'en', '3 days ago'],
    [300, 'zh', '5分钟前'],
    [-120, 'en', 'in 2 min.'],
  ])('%d seconds before, %s: %s', (seconds, locale, expected) => {
    expect(relativeTime(before(seconds), now, locale)).toBe(expected);
  });
});

describe('duration', () => {
  it.each([
    [12.4, '12 ms'],
    [3200, '3.2 s'],
    [125_000, '2 min 5 s'],
  ])('%d is %s', (ms, expected) => {
    expect(duration(ms)).toBe(expected);
  });
});

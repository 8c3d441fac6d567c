import { expect, it } from 'vitest';
import { clockTime, fullTime } from './log-time';

it('tells the zone, and the stamp in UTC to its last digit', () => {
  const stamp = '2026-11-21T23:04:05.123456789Z';
  const { local, utc } = fullTime(stamp, 'en', 'Asia/Shanghai');
  expect(local).toContain('22 Nov 2026');
  expect(local).toContain('07:04:05.123');
  expect(local).toContain('GMT+8');
  expect(utc).toBe('2026-11-21 23:04:05.123456789 UTC');
  expect(fullTime(stamp, 'zh', 'Asia/Shanghai').local).toContain('07:04:05.123');
});

it('shows nothing for what is no time', () => {
  expect(clockTime('')).toBe('');
  expect(clockTime('2026-11-21T23:04:05.123456789Z')).toMatch(/^\d\d:04:05\.123$/);
});

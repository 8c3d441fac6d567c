import { describe, expect, it } from 'vitest';
import { normalStamp, sinceStamp } from './stamp';

describe('stamps', () => {
  it.each([
    ['2026-11-21T04:00:00.123456789Z', '2026-11-21T04:00:00.123456789Z'],
    ['2026-11-21T12:00:00.5+08:00', '2026-11-21T04:00:00.500000000Z'],
    ['2026-11-21T04:00:00Z', '2026-11-21T04:00:00.000000000Z'],
    ['yesterday', ''],
    ['2026-11-21', ''],
  ])('%s', (text, stamp) => expect(normalStamp(text)).toBe(stamp));

  const now = Date.parse('2026-11-21T04:00:00Z');
  it.each([
    ['15m', '2026-11-21T03:45:00.000000000Z'],
    ['1h30m', '2026-11-21T02:30:00.000000000Z'],
    ['2026-11-21T04:00:00Z', '2026-11-21T04:00:00.000000000Z'],
    ['soon', null],
    ['', null],
    ['-5m', null],
  ])('since %s', (since, stamp) => expect(sinceStamp(since, now)).toBe(stamp));
});

import { describe, expect, it } from 'vitest';
import {
  addressRange,
  browserOf,
  passwordFault,
  safeNextPath,
  sessionHolds,
  SESSION_IDLE_MS,
  tokenHolds,
  typedUserName,
  userNameSchema,
} from '.';

describe('passwordFault', () => {
  it.each([
    ['short', 'ninechars', 'li.wei'],
    [null, 'ten-chars!', 'li.wei'],
    ['name', 'Administrator', 'administrator'],
    ['name', 'rotartsinimda', 'administrator'],
    ['same-character', 'aaaaaaaaaaaa', 'li.wei'],
    ['long', 'ab'.repeat(129), 'li.wei'],
    // Ten characters are ten, also where each takes two units.
    ['short', '😀😃😄😁😆', 'li.wei'],
    [null, '床前明月光疑是地上霜', 'li.wei'],
  ] as const)('%s for %s', (fault, password, name) => {
    expect(passwordFault(password, name)).toBe(fault);
  });
});

describe('safeNextPath', () => {
  it.each([
    ['/projects/shop?tab=logs#x', '/projects/shop?tab=logs#x'],
    ['/', '/'],
    [undefined, '/'],
    ['', '/'],
    ['projects', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/\t/evil.example', '/'],
    ['/%09//evil.example', '/%09//evil.example'],
    ['/\n/evil.example', '/'],
    ['https://evil.example/x', '/'],
    ['javascript:alert(1)', '/'],
    ['data:text/html,x', '/'],
    ['/.//evil.example', '/'],
    ['/a/..//evil.example', '/'],
    ['/login?next=/login', '/'],
    ['/api/v1/me', '/'],
    [`/${'a'.repeat(3000)}`, '/'],
  ])('%s → %s', (value, path) => {
    const safe = safeNextPath(value);
    expect(safe).toBe(path);
    // Whatever comes out stays on the origin that resolves it.
    expect(new URL(safe, 'https://berth.example').origin).toBe('https://berth.example');
  });
});

describe('addressRange', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::ffff', '2001:db8:1:2::/64'],
    ['nonsense', 'unknown'],
  ])('%s counts as %s', (address, range) => {
    expect(addressRange(address)).toBe(range);
  });
});

describe('user names', () => {
  it.each(['li.wei', 'admin', 'a1', 'x_y-z'])('takes %s', (name) => {
    expect(userNameSchema.safeParse(name).success).toBe(true);
  });
  it.each(['a', 'Li', '.li', 'li.', 'li wei', 'li/wei', '李', 'x'.repeat(64)])('refuses %s', (name) => {
    expect(userNameSchema.safeParse(name).success).toBe(false);
  });
  it('does not mind case and blanks when typed', () => {
    expect(typedUserName(' Li.Wei ')).toBe('li.wei');
  });
});

describe('sessions and tokens', () => {
  const now = new Date('2026-11-21T00:00:00Z');
  const after = (ms: number) => new Date(now.getTime() + ms);
  it.each([
    ['fresh', { expiresAt: after(1), lastSeenAt: now, revokedAt: null }, true],
    ['expired', { expiresAt: now, lastSeenAt: now, revokedAt: null }, false],
    ['revoked', { expiresAt: after(1), lastSeenAt: now, revokedAt: now }, false],
    ['idle', { expiresAt: after(1), lastSeenAt: after(-SESSION_IDLE_MS), revokedAt: null }, false],
    ['nearly idle', { expiresAt: after(1), lastSeenAt: after(1 - SESSION_IDLE_MS), revokedAt: null }, true],
  ] as const)('a %s session', (_, session, holds) => {
    expect(sessionHolds(session, now)).toBe(holds);
  });
  it.each([
    ['without end', { expiresAt: null, revokedAt: null }, true],
    ['ended', { expiresAt: now, revokedAt: null }, false],
    ['revoked', { expiresAt: null, revokedAt: now }, false],
  ] as const)('a token %s', (_, token, holds) => {
    expect(tokenHolds(token, now)).toBe(holds);
  });
});

describe('browserOf', () => {
  it.each([
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
      'Chrome',
      'Linux',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
      'Safari',
      'macOS',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
      'Edge',
      'Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      'Safari',
      'iOS',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox', 'Linux'],
    ['curl/8.5.0', 'curl', null],
    ['', null, null],
  ])('%s', (userAgent, browser, system) => {
    expect(browserOf(userAgent)).toEqual({ browser, system });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { config } from '@/lib/config';
import type { Caller } from '@/lib/services/kernel';
import { useUnitConfig } from '@/lib/testing/unit-config';
import { isOwnOrigin, refuseForeignForm, refuseForeignOrigin } from './origin';

useUnitConfig({ BERTH_URL: 'https://berth.example' });

const cases: [string, Record<string, string>, boolean][] = [
  ['the public address', { origin: 'https://berth.example' }, true],
  ['the address that was asked', { origin: 'http://10.0.0.7:3000', host: '10.0.0.7:3000' }, true],
  ['no origin, but the browser says that it is ours', { 'sec-fetch-site': 'same-origin' }, true],
  ['another site', { origin: 'https://evil.example', host: 'berth.example' }, false],
  [
    'another site that claims to be ours',
    { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    false,
  ],
  ['the public name without TLS', { origin: 'http://berth.example', host: 'localhost:3000' }, false],
  [
    'the public name without TLS, asked by that name',
    { origin: 'http://berth.example', host: 'berth.example' },
    false,
  ],
  [
    'the address that was asked, with another scheme',
    { origin: 'https://10.0.0.7', host: '10.0.0.7' },
    false,
  ],
  [
    'a second name with TLS, as a proxy says that is not trusted',
    { origin: 'https://two.example', host: 'two.example', 'x-forwarded-proto': 'https' },
    false,
  ],
  ['a name that begins like ours', { origin: 'https://berth.example.evil', host: 'berth.example' }, false],
  ['a sandboxed frame', { origin: 'null', host: 'berth.example' }, false],
  ['a sister domain, by what the browser says', { 'sec-fetch-site': 'same-site' }, false],
  ['nothing at all', {}, false],
];

describe('isOwnOrigin', () => {
  it.each(cases)('%s', (_, headers, own) => {
    expect(isOwnOrigin(new Headers(headers))).toBe(own);
  });
});

describe('isOwnOrigin behind a proxy that is trusted', () => {
  const asked = (scheme: string, proto: string) =>
    isOwnOrigin(
      new Headers({ origin: `${scheme}://two.example`, host: 'two.example', 'x-forwarded-proto': proto }),
    );
  beforeAll(() => Object.assign(config(), { BERTH_TRUST_PROXY: true }));
  afterAll(() => Object.assign(config(), { BERTH_TRUST_PROXY: false }));

  it.each([
    ['https', 'https', true],
    ['https', 'wss', true],
    ['https', 'http, https', true],
    ['http', 'http', true],
    ['http', 'https', false],
    ['https', 'http', false],
    ['https', '', false],
  ])('of a page by %s, asked by %s: %s', (scheme, proto, own) => {
    expect(asked(scheme, proto)).toBe(own);
  });
});

describe('a change that a foreign page sends', () => {
  const post = (headers: Record<string, string>) =>
    new Request('https://berth.example/api/v1/tenants', { method: 'POST', headers });
  const foreign = post({ origin: 'https://evil.example' });
  const caller = (via: 'session' | 'token' | null) =>
    ({ principal: via === null ? null : { via } }) as unknown as Caller;
  const refused = expect.objectContaining({ code: 'request.origin' });

  it('is refused to a session and to nobody; a token can’t be sent by one', () => {
    expect(() => refuseForeignOrigin(foreign, caller('session'))).toThrow(refused);
    expect(() => refuseForeignOrigin(foreign, caller(null))).toThrow(refused);
    expect(() => refuseForeignOrigin(foreign, caller('token'))).not.toThrow();
    expect(() => refuseForeignOrigin(post({}), caller('session'))).toThrow(refused);
    expect(() =>
      refuseForeignOrigin(post({ origin: 'https://berth.example' }), caller('session')),
    ).not.toThrow();
  });

  it('is refused at sign-in too, where programs without an origin may come', () => {
    expect(() => refuseForeignForm(foreign)).toThrow(refused);
    expect(() => refuseForeignForm(post({}))).not.toThrow();
  });
});

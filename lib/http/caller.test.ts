import { afterEach, describe, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { useUnitConfig } from '@/lib/testing/unit-config';
import { ADDRESS_HEADER, addressOf, languageOf } from './caller';

useUnitConfig();

const trustProxy = (trust: boolean) => Object.assign(config(), { BERTH_TRUST_PROXY: trust });

afterEach(() => trustProxy(false));

// Limits against guessing count addresses: whoever can choose theirs has no limit.
describe('the address of a caller', () => {
  const sent = new Headers({ [ADDRESS_HEADER]: '192.0.2.1', 'x-forwarded-for': '203.0.113.9, 198.51.100.7' });

  it('is the socket’s, whatever the client claims', () => {
    expect(addressOf(sent)).toBe('192.0.2.1');
  });

  it('is what the proxy in front added last, where one is trusted; what stands before it is the client’s word', () => {
    trustProxy(true);
    expect(addressOf(sent)).toBe('198.51.100.7');
    expect(addressOf(new Headers({ [ADDRESS_HEADER]: '192.0.2.1' }))).toBe('192.0.2.1');
  });

  it('is an IPv4 address as people write it', () => {
    expect(addressOf(new Headers({ [ADDRESS_HEADER]: '::ffff:192.0.2.1' }))).toBe('192.0.2.1');
    expect(addressOf(new Headers({ [ADDRESS_HEADER]: '2001:db8::1' }))).toBe('2001:db8::1');
    expect(addressOf(new Headers())).toBe('unknown');
  });
});

describe('the language of a caller', () => {
  it.each([
    [{ cookie: 'a=b; berth-locale=zh', 'accept-language': 'en' }, 'zh'],
    [{ cookie: 'berth-locale=en', 'accept-language': 'zh-CN' }, 'en'],
    [{ 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' }, 'zh'],
    [{ 'accept-language': 'de,zh;q=0.5' }, 'en'],
    [{ cookie: 'not-berth-locale=zh' }, 'en'],
    [{}, 'en'],
  ])('%j: %s', (headers, language) => {
    expect(languageOf(new Headers(headers as Record<string, string>))).toBe(language);
  });
});

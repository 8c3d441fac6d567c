import { describe, expect, it } from 'vitest';
import { formatReference, isRepository, parseReference, sameHost } from './reference';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('parseReference', () => {
  interface Case {
    text: string;
    hosts?: string[];
    host?: string | null;
    repository: string;
    tag?: string | null;
    digest?: string | null;
  }
  const cases: Case[] = [
    { text: 'web', repository: 'web' },
    { text: 'samples/web:1', repository: 'samples/web', tag: '1' },
    { text: ' samples/web:1 ', repository: 'samples/web', tag: '1' },
    { text: '10.99.0.1:5000/samples/web:1', host: '10.99.0.1:5000', repository: 'samples/web', tag: '1' },
    { text: 'localhost/web', host: 'localhost', repository: 'web' },
    { text: 'REG.example.com/a/b/c:V_1.0-x', host: 'reg.example.com', repository: 'a/b/c', tag: 'V_1.0-x' },
    { text: `web@${DIGEST}`, repository: 'web', digest: DIGEST },
    { text: `reg.io/web:1@${DIGEST}`, host: 'reg.io', repository: 'web', tag: '1', digest: DIGEST },
    { text: '[::1]:5000/web', host: '[::1]:5000', repository: 'web' },
    { text: 'a__b/c--d/e.f', repository: 'a__b/c--d/e.f' },
    { text: 'docker.io/nginx', host: 'docker.io', repository: 'library/nginx' },
    // A host without dot or port is one only when it is known.
    { text: 'harbor/shop/web:1', repository: 'harbor/shop/web', tag: '1' },
    { text: 'harbor/shop/web:1', hosts: ['harbor'], host: 'harbor', repository: 'shop/web', tag: '1' },
    { text: 'harbor:80/shop/web', host: 'harbor:80', repository: 'shop/web' },
  ];
  it.each(cases)('$text', ({ text, hosts, host = null, repository, tag = null, digest = null }) => {
    expect(parseReference(text, hosts)).toEqual({ host, repository, tag, digest });
  });

  const refused = [
    '',
    '/',
    'Web',
    'web:',
    'web:-1',
    'web@sha256:short',
    `web@${DIGEST}@${DIGEST}`,
    'a//b',
    'a/../b',
    'a/b/',
    'reg.io/',
    'https://reg.io/web',
    'web web',
    'web:1 ; rm',
    'web%2fb',
    'a'.repeat(256),
    `${'a/'.repeat(300)}a`,
    '-reg.io/web',
  ];
  it.each(refused)('refuses %j', (text) => expect(parseReference(text)).toBeNull());
});

describe('names', () => {
  it('refuses repositories that climb', () => {
    expect(isRepository('a/..')).toBe(false);
    expect(isRepository('..')).toBe(false);
    expect(isRepository('a%2fb')).toBe(false);
    expect(isRepository('shop/team/web')).toBe(true);
  });

  it('knows the names of Docker Hub as one', () => {
    expect(sameHost('docker.io', 'registry-1.docker.io')).toBe(true);
    expect(sameHost('reg.io', 'reg.io:5000')).toBe(false);
  });

  it('writes a reference for people', () => {
    expect(formatReference('reg.io', 'web', '1', DIGEST)).toBe('reg.io/web:1');
    expect(formatReference('reg.io', 'web', null, DIGEST)).toBe(`reg.io/web@${DIGEST}`);
    expect(formatReference('reg.io', 'web', null, null)).toBe('reg.io/web');
  });
});

import { describe, expect, it } from 'vitest';
import { pathOf, refOf, segment } from './resources';

describe('segment', () => {
  it.each(['web', 'web-7f9', 'a.b.c', 'berth:project:x:owner', 'v1'])('takes %j', (name) => {
    expect(decodeURIComponent(segment(name))).toBe(name);
  });

  it.each([
    '',
    '.',
    '..',
    'a..b',
    'a/b',
    'a%2fb',
    'a%252fb',
    'a b',
    'a;b',
    'a?b',
    'a#b',
    'a\0b',
    'a\nb',
    '-a',
  ])('refuses %j', (name) => {
    expect(() => segment(name)).toThrow(/is not a name/);
  });

  it.each(['Grüße', '集群', 'a\u2215b', 'x'.repeat(254)])('refuses %j', (name) => {
    expect(() => segment(name)).toThrow(/is not a name/);
  });
});

describe('pathOf', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod' };
  it.each([
    [pod, '/api/v1/pods'],
    [{ ...pod, namespace: 'shop' }, '/api/v1/namespaces/shop/pods'],
    [{ ...pod, namespace: 'shop', name: 'web' }, '/api/v1/namespaces/shop/pods/web'],
    [
      { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop' },
      '/apis/apps/v1/namespaces/shop/deployments',
    ],
    [{ apiVersion: 'v1', kind: 'Node', name: 'n1' }, '/api/v1/nodes/n1'],
  ])('%j → %s', (ref, path) => {
    expect(pathOf(ref)).toBe(path);
  });

  it('adds a subresource', () => {
    const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' };
    expect(pathOf(ref, 'scale')).toBe('/apis/apps/v1/namespaces/shop/deployments/web/scale');
  });

  it('has no path for an object without its namespace or for kinds that Berth does not handle', () => {
    expect(() => pathOf({ ...pod, name: 'web' })).toThrow(/needs a namespace/);
    expect(() => pathOf({ apiVersion: 'evil.dev/v1', kind: 'Thing' })).toThrow(/unknown kind/);
  });
});

describe('refOf', () => {
  it('leaves out the namespace where there is none', () => {
    const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' } };
    expect(refOf(node)).toEqual({ apiVersion: 'v1', kind: 'Node', name: 'n1' });
  });
});

import { describe, expect, it } from 'vitest';
import { emptyValues, toCreateBody, toPatchBody, valuesOf } from './registry-values';
import type { Registry } from './types';

const saved: Registry = {
  name: 'hub',
  kind: 'harbor',
  url: 'https://harbor.example.com',
  host: 'harbor.example.com',
  default: true,
  createdAt: '2026-11-21T00:00:00Z',
  username: 'robot$shop+pull',
  hasPassword: true,
  caBundle: null,
  tenants: ['shop'],
};

describe('the form of a registry', () => {
  it('leaves an untouched password out of a change', () => {
    const body = toPatchBody(valuesOf(saved), saved);
    expect(body).not.toHaveProperty('password');
    expect(body).not.toHaveProperty('name');
    expect(body).toMatchObject({ username: saved.username, tenants: ['shop'], default: true });
  });

  it('sends a typed one, and drops the kept one with its user name', () => {
    expect(toPatchBody({ ...valuesOf(saved), password: 'new' }, saved)).toMatchObject({ password: 'new' });
    expect(toPatchBody({ ...valuesOf(saved), username: '' }, saved)).toMatchObject({
      username: null,
      password: null,
    });
  });

  it('lets the first registry become the default by itself', () => {
    expect(toCreateBody({ ...emptyValues, name: 'a', url: 'a' })).not.toHaveProperty('default');
    expect(toCreateBody({ ...emptyValues, default: true })).toMatchObject({ default: true, tenants: 'all' });
  });
});

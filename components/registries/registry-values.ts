import type { z } from 'zod';
import type * as contract from '@/lib/contract/registries';
import type { Registry } from './types';

/** What the form holds. */
export interface RegistryValues {
  name: string;
  kind: Registry['kind'];
  url: string;
  username: string;
  /** Empty: none, or the kept one. */
  password: string;
  caBundle: string;
  access: 'all' | 'some';
  tenants: string[];
  default: boolean;
}

export const emptyValues: RegistryValues = {
  name: '',
  kind: 'harbor',
  url: '',
  username: '',
  password: '',
  caBundle: '',
  access: 'all',
  tenants: [],
  default: false,
};

/** A registry as the form shows it. */
export function valuesOf(registry: Registry): RegistryValues {
  return {
    name: registry.name,
    kind: registry.kind,
    url: registry.url,
    username: registry.username ?? '',
    password: '',
    caBundle: registry.caBundle ?? '',
    access: registry.tenants === 'all' ? 'all' : 'some',
    tenants: Array.isArray(registry.tenants) ? registry.tenants : [],
    default: registry.default,
  };
}

/** The body that adds what the form holds. */
export function toCreateBody(values: RegistryValues): z.input<typeof contract.createRegistryBody> {
  return {
    name: values.name,
    kind: values.kind,
    url: values.url,
    username: values.username || null,
    password: values.password || null,
    caBundle: values.caBundle || null,
    tenants: values.access === 'all' ? 'all' : values.tenants,
    // Left out, the first registry becomes the default by itself.
    ...(values.default ? { default: true } : {}),
  };
}

/** The body that changes a registry to what the form holds; an untouched password is left out. */
export function toPatchBody(
  values: RegistryValues,
  before: Registry,
): z.input<typeof contract.patchRegistryBody> {
  const { name: _name, password, default: _default, ...rest } = toCreateBody(values);
  const drops = before.hasPassword === true && values.username === '';
  return {
    ...rest,
    default: values.default,
    ...(values.password !== '' || drops ? { password } : {}),
  };
}

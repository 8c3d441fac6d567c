import type { z } from 'zod';
import type { registrySchema } from '@/lib/contract/registries';
import { secretKey } from '@/lib/config';
import type { Prisma, Registry } from '@/lib/db';
import { can, type Principal } from '@/lib/domain/access';
import { pullHost, type RegistryAddress } from '@/lib/domain/registry';
import { unseal } from '@/lib/runtime/crypto';

export const withTenants = {
  grants: { select: { tenant: { select: { name: true } } } },
} as const satisfies Prisma.RegistryInclude;

export type RegistryRow = Registry & { grants: { tenant: { name: string } }[] };
type Shown = z.output<typeof registrySchema>;

/** A registry as this person sees it: credentials and tenants only for those who manage registries, the password never. */
export function shown(row: RegistryRow, principal: Principal): Shown {
  const manages = can(principal, 'registries.manage', { kind: 'platform' });
  return {
    name: row.name,
    kind: row.kind,
    url: row.url,
    host: pullHost(row.url),
    default: row.isDefault,
    createdAt: row.createdAt.toISOString(),
    username: manages ? row.username : null,
    hasPassword: manages ? row.password !== null : null,
    caBundle: manages ? row.caBundle : null,
    tenants: manages ? tenantsOf(row) : null,
  };
}

/** What the audit keeps of a registry. */
export function audited(row: RegistryRow): Record<string, unknown> {
  return {
    name: row.name,
    kind: row.kind,
    url: row.url,
    username: row.username,
    hasPassword: row.password !== null,
    hasCaBundle: row.caBundle !== null,
    default: row.isDefault,
    tenants: tenantsOf(row),
  };
}

function tenantsOf(row: RegistryRow): 'all' | string[] {
  return row.allTenants ? 'all' : row.grants.map((grant) => grant.tenant.name).sort();
}

/** How to reach it, the password in the clear. */
export function addressOf(
  row: Pick<Registry, 'url' | 'username' | 'password' | 'caBundle'>,
): RegistryAddress {
  return {
    url: row.url,
    username: row.username,
    password: row.password === null ? null : unseal(row.password, secretKey()),
    caBundle: row.caBundle,
  };
}

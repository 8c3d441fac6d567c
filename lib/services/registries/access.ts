import { db, type Prisma } from '@/lib/db';
import type { Principal } from '@/lib/domain/access';
import { Problem } from '@/lib/domain/problem';
import { withTenants, type RegistryRow } from './rows';

/** A condition that holds for the registries that these tenants may use. */
function usableBy(tenantIds: string[]): Prisma.RegistryWhereInput {
  return { OR: [{ allTenants: true }, { grants: { some: { tenantId: { in: tenantIds } } } }] };
}

/** The registries that a person may see: an administrator all, others what one of their tenants may use. */
export async function visibleRegistries(principal: Principal): Promise<RegistryRow[]> {
  const where = await visibleTo(principal);
  return where === null
    ? []
    : db().registry.findMany({ where, include: withTenants, orderBy: { name: 'asc' } });
}

/** One of them by name; 404 for one that is not there or not for this person. */
export async function visibleRegistry(principal: Principal, name: string): Promise<RegistryRow> {
  const where = await visibleTo(principal);
  const row =
    where && (await db().registry.findFirst({ where: { AND: [{ name }, where] }, include: withTenants }));
  if (!row) throw new Problem('resource.not_found', { what: name });
  return row;
}

async function visibleTo(principal: Principal): Promise<Prisma.RegistryWhereInput | null> {
  if (principal.platformRole === 'admin') return {};
  const own = await db().project.findMany({
    where: { name: { in: Object.keys(principal.projects) } },
    select: { tenantId: true },
  });
  const tenantIds = [
    ...new Set([...Object.keys(principal.tenants), ...own.map((project) => project.tenantId)]),
  ];
  return tenantIds.length === 0 ? null : usableBy(tenantIds);
}

/** The registries that a tenant's projects may use, the default one first. */
export async function registriesOfTenant(tenantId: string): Promise<RegistryRow[]> {
  return db().registry.findMany({
    where: usableBy([tenantId]),
    include: withTenants,
    orderBy: [{ isDefault: 'desc' }, { name: 'asc' }],
  });
}

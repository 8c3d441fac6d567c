import type { Answer } from '@/lib/contract/operation';
import type { getTenant } from '@/lib/contract/tenants';
import { permissionsIn, type Principal } from '@/lib/domain/access';
import { readQuota } from '@/lib/domain/project';
import { formatCpu, formatMemory, sumQuantities } from '@/lib/domain/quantity';
import { db, type Prisma, type Tenant } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';

/** What an answer about a tenant is made of. */
export const tenantInclude = {
  projects: { select: { quota: true } },
  _count: { select: { projects: true, members: true } },
} satisfies Prisma.TenantInclude;

export type TenantRow = Prisma.TenantGetPayload<{ include: typeof tenantInclude }>;

/** A tenant as the caller sees it. */
export function shownTenant(principal: Principal, row: TenantRow): Answer<typeof getTenant> {
  const quotas = row.projects.map((project) => readQuota(project.quota));
  return {
    name: row.name,
    displayName: row.displayName,
    cpuQuota: row.cpuQuota,
    memoryQuota: row.memoryQuota,
    given: {
      cpu: formatCpu(sumQuantities(quotas.map((quota) => quota.cpu))),
      memory: formatMemory(sumQuantities(quotas.map((quota) => quota.memory))),
    },
    projects: row._count.projects,
    members: row._count.members,
    createdAt: row.createdAt.toISOString(),
    role: principal.tenants[row.id] ?? null,
    permissions: [...permissionsIn(principal, { kind: 'tenant', tenantId: row.id })],
  };
}

/** The answer for a tenant by id. */
export async function loadTenant(principal: Principal, id: string): Promise<Answer<typeof getTenant>> {
  const row = await db().tenant.findUnique({ where: { id }, include: tenantInclude });
  if (!row) throw new Problem('resource.not_found', { what: 'tenant' });
  return shownTenant(principal, row);
}

/** What the audit keeps of a tenant. */
export function auditedTenant(row: Tenant) {
  return {
    name: row.name,
    displayName: row.displayName,
    cpuQuota: row.cpuQuota,
    memoryQuota: row.memoryQuota,
  };
}

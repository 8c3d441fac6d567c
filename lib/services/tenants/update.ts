import { updateTenant as operation } from '@/lib/contract/tenants';
import { db, type Prisma } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';
import { compareQuantities } from '@/lib/domain/quantity';
import { tenantOf, useCase } from '@/lib/services/kernel';
import { lockTenant } from './lock';
import { auditedTenant, loadTenant, shownTenant, tenantInclude } from './shown';

/** Changes title and caps; a cap below what its projects were given already is refused. */
export const updateTenant = useCase(operation, {
  run: async (context, { body }) => {
    const { audit, principal } = context;
    const { id } = tenantOf(context);
    await db().$transaction(async (tx) => {
      await lockTenant(tx, id);
      const before = await tx.tenant.findUniqueOrThrow({ where: { id }, include: tenantInclude });
      const { given } = shownTenant(principal, before);
      refuseBelow('cpuQuota', body.cpuQuota, given.cpu);
      refuseBelow('memoryQuota', body.memoryQuota, given.memory);
      const data: Prisma.TenantUpdateInput = {
        ...(body.displayName === undefined ? {} : { displayName: body.displayName }),
        ...(body.cpuQuota === undefined ? {} : { cpuQuota: body.cpuQuota }),
        ...(body.memoryQuota === undefined ? {} : { memoryQuota: body.memoryQuota }),
      };
      const after = await tx.tenant.update({ where: { id }, data });
      if (audit) {
        audit.before = auditedTenant(before);
        audit.after = auditedTenant(after);
      }
    });
    return loadTenant(principal, id);
  },
});

function refuseBelow(field: 'cpuQuota' | 'memoryQuota', cap: string | null | undefined, given: string): void {
  if (cap === null || cap === undefined || compareQuantities(given, cap) <= 0) return;
  const resource = field === 'cpuQuota' ? 'cpu' : 'memory';
  throw new Problem(
    'tenant.cap_below',
    { given, resource },
    { fields: [{ path: field, message: `Its projects’ quotas add up to ${given}.` }] },
  );
}

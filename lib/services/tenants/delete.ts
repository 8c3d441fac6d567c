import { deleteTenant as operation } from '@/lib/contract/tenants';
import { db } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';
import { tenantOf, useCase } from '@/lib/services/kernel';
import { lockTenant } from './lock';
import { auditedTenant } from './shown';

/** Deletes a tenant with its memberships; one that still has projects is refused, also ones being deleted. */
export const deleteTenant = useCase(operation, {
  run: async (context, { query }) => {
    const tenant = tenantOf(context);
    if (query.confirm !== tenant.name) throw new Problem('confirm.name', { name: tenant.name });
    await db().$transaction(async (tx) => {
      await lockTenant(tx, tenant.id);
      const projects = await tx.project.findMany({
        where: { tenantId: tenant.id },
        select: { name: true },
        orderBy: { name: 'asc' },
        take: 5,
      });
      if (projects.length > 0) {
        const detail = projects.map((project) => project.name).join(', ');
        throw new Problem('resource.in_use', { what: tenant.name, detail });
      }
      await tx.tenant.delete({ where: { id: tenant.id } });
    });
    if (context.audit) context.audit.before = auditedTenant(tenant);
    return null;
  },
});

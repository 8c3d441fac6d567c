import { createTenant as operation } from '@/lib/contract/tenants';
import { db, isUniqueViolation } from '@/lib/db';
import { fieldProblem, Problem } from '@/lib/domain/problem';
import { useCase } from '@/lib/services/kernel';
import { auditedTenant, loadTenant } from './shown';

/** Makes a tenant, with its first owner when one is named; without, administrators act for it. */
export const createTenant = useCase(operation, {
  target: ({ body }) => body.name,
  run: async ({ audit, principal }, { body }) => {
    const owner = body.owner ? await db().user.findUnique({ where: { name: body.owner } }) : null;
    if (body.owner && !owner) throw fieldProblem('owner', `There is no user ${body.owner}.`);
    const row = await db()
      .tenant.create({
        data: {
          name: body.name,
          displayName: body.displayName ?? body.name,
          cpuQuota: body.cpuQuota ?? null,
          memoryQuota: body.memoryQuota ?? null,
          ...(owner ? { members: { create: { userId: owner.id, role: 'owner' } } } : {}),
        },
      })
      .catch((error: unknown) => {
        if (!isUniqueViolation(error)) throw error;
        throw new Problem(
          'resource.exists',
          { what: body.name },
          { fields: [{ path: 'name', message: 'This name is taken.' }] },
        );
      });
    if (audit) audit.after = { ...auditedTenant(row), owner: owner?.name ?? null };
    return loadTenant(principal, row.id);
  },
});

import { listTenants as operation } from '@/lib/contract/tenants';
import { db, type Prisma, literal } from '@/lib/db';
import { useCase } from '@/lib/services/kernel';
import { shownTenant, tenantInclude } from './shown';

/** The caller's tenants by name, an administrator's are all; the cursor is the last name of the page before. */
export const listTenants = useCase(operation, {
  run: async ({ principal }, { query }) => {
    const contains = { contains: literal(query.search ?? ''), mode: 'insensitive' } as const;
    const where: Prisma.TenantWhereInput = {
      ...(principal.platformRole === 'admin' ? {} : { id: { in: Object.keys(principal.tenants) } }),
      ...(query.search ? { OR: [{ name: contains }, { displayName: contains }] } : {}),
    };
    const [rows, total] = await Promise.all([
      db().tenant.findMany({
        where: query.cursor ? { AND: [where, { name: { gt: query.cursor } }] } : where,
        orderBy: { name: 'asc' },
        take: query.limit + 1,
        include: tenantInclude,
      }),
      db().tenant.count({ where }),
    ]);
    const items = rows.slice(0, query.limit).map((row) => shownTenant(principal, row));
    return { items, next: rows.length > query.limit ? (items.at(-1)?.name ?? null) : null, total };
  },
});

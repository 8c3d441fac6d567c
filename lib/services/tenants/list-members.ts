import type { Answer } from '@/lib/contract/operation';
import { listTenantMembers as operation, type putTenantMember } from '@/lib/contract/tenants';
import { db, type Prisma, literal } from '@/lib/db';
import { tenantOf, useCase } from '@/lib/services/kernel';

type MemberRow = Prisma.TenantMemberGetPayload<{ include: { user: true } }>;

/** A tenant's members by name; the cursor is the last name of the page before. */
export const listTenantMembers = useCase(operation, {
  run: async (context, { query }) => {
    const contains = { contains: literal(query.search ?? ''), mode: 'insensitive' } as const;
    const user = query.search ? { OR: [{ name: contains }, { displayName: contains }] } : {};
    const where: Prisma.TenantMemberWhereInput = { tenantId: tenantOf(context).id, user };
    const after = query.cursor ? { user: { AND: [user, { name: { gt: query.cursor } }] } } : {};
    const [rows, total] = await Promise.all([
      db().tenantMember.findMany({
        where: { ...where, ...after },
        orderBy: { user: { name: 'asc' } },
        take: query.limit + 1,
        include: { user: true },
      }),
      db().tenantMember.count({ where }),
    ]);
    const items = rows.slice(0, query.limit).map(shownMember);
    return { items, next: rows.length > query.limit ? (items.at(-1)?.name ?? null) : null, total };
  },
});

/** A member as everybody in the tenant sees it. */
export function shownMember(row: MemberRow): Answer<typeof putTenantMember> {
  return {
    name: row.user.name,
    displayName: row.user.displayName,
    role: row.role,
    disabled: row.user.disabledAt !== null,
    since: row.createdAt.toISOString(),
  };
}

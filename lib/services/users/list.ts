import { listUsers as operation } from '@/lib/contract/users';
import { db, type Prisma, literal } from '@/lib/db';
import { useCase } from '@/lib/services/kernel';
import { shownUser } from './shown';

/** Users by name, filtered; the cursor is the last name of the page before. */
export const listUsers = useCase(operation, {
  run: async (_, { query }) => {
    const where: Prisma.UserWhereInput = {
      ...(query.role ? { platformRole: query.role } : {}),
      ...(query.state ? { disabledAt: query.state === 'disabled' ? { not: null } : null } : {}),
      ...(query.search ? matching(query.search) : {}),
    };
    const [rows, total] = await Promise.all([
      db().user.findMany({
        where: query.cursor ? { AND: [where, { name: { gt: query.cursor } }] } : where,
        orderBy: { name: 'asc' },
        take: query.limit + 1,
      }),
      db().user.count({ where }),
    ]);
    const items = rows.slice(0, query.limit).map(shownUser);
    return { items, next: rows.length > query.limit ? (items.at(-1)?.name ?? null) : null, total };
  },
});

function matching(search: string): Prisma.UserWhereInput {
  const contains = { contains: literal(search.trim()), mode: 'insensitive' } as const;
  return { OR: [{ name: contains }, { displayName: contains }, { email: contains }] };
}

import { listTenantCandidates as operation } from '@/lib/contract/tenants';
import { db, type Prisma, literal } from '@/lib/db';
import { tenantOf, useCase } from '@/lib/services/kernel';

const MOST = 20;

/** People who can sign in and are no members yet, found by name: names only, whoever asks. */
export const listTenantCandidates = useCase(operation, {
  run: async (context, { query }) => ({
    items: await findPeople(query.search, { tenantMembers: { none: { tenantId: tenantOf(context).id } } }),
  }),
});

/** People who can sign in, by part of the name, with a further condition; names only. */
export async function findPeople(
  search: string,
  condition: Prisma.UserWhereInput,
): Promise<{ name: string; displayName: string }[]> {
  const contains = { contains: literal(search), mode: 'insensitive' } as const;
  return db().user.findMany({
    where: {
      AND: [condition, { disabledAt: null }, { OR: [{ name: contains }, { displayName: contains }] }],
    },
    select: { name: true, displayName: true },
    orderBy: { name: 'asc' },
    take: MOST,
  });
}

import { listProjects as operation } from '@/lib/contract/projects';
import type { Answer } from '@/lib/contract/operation';
import { db, type Prisma, literal } from '@/lib/db';
import type { Principal } from '@/lib/domain/access';
import { useCase } from '@/lib/services/kernel';
import { projectInclude } from './rows';
import { shownProjects } from './shown';

/** The caller's projects by name; the cursor is the last name of the page before. */
export const listProjects = useCase(operation, {
  run: async ({ principal }, { query }) => {
    const contains = { contains: literal(query.search ?? ''), mode: 'insensitive' } as const;
    const where: Prisma.ProjectWhereInput = {
      AND: [
        visibleTo(principal),
        query.search ? { OR: [{ name: contains }, { displayName: contains }] } : {},
        query.tenant ? { tenant: { name: query.tenant } } : {},
        query.environment ? { environment: query.environment } : {},
        query.phase ? { phase: query.phase } : {},
      ],
    };
    const [rows, total] = await Promise.all([
      db().project.findMany({
        where: query.cursor ? { AND: [where, { name: { gt: query.cursor } }] } : where,
        orderBy: { name: 'asc' },
        take: query.limit + 1,
        include: projectInclude,
      }),
      db().project.count({ where }),
    ]);
    const items = await shownProjects(principal, rows.slice(0, query.limit));
    return { items, next: rows.length > query.limit ? (items.at(-1)?.name ?? null) : null, total };
  },
});

/** All projects of a condition as somebody sees them, by name. The condition has to keep to what they may see. */
export async function projectsWhere(
  principal: Principal,
  where: Prisma.ProjectWhereInput,
): Promise<Answer<typeof operation>['items']> {
  const rows = await db().project.findMany({ where, orderBy: { name: 'asc' }, include: projectInclude });
  return shownProjects(principal, rows);
}

/** The projects that somebody may see: all, those of owned tenants, and those with a membership. */
function visibleTo(principal: Principal): Prisma.ProjectWhereInput {
  if (principal.platformRole === 'admin') return {};
  const owned = Object.entries(principal.tenants)
    .filter(([, role]) => role === 'owner')
    .map(([id]) => id);
  return { OR: [{ tenantId: { in: owned } }, { name: { in: Object.keys(principal.projects) } }] };
}

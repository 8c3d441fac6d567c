import { listProjects as operation } from '@/lib/contract/projects';
import type { Answer } from '@/lib/contract/operation';
import { db, type Prisma, literal } from '@/lib/db';
import type { Principal } from '@/lib/domain/access';
import type { Environment, ProjectPhase } from '@/lib/domain/project';
import { useCase } from '@/lib/services/kernel';
import { projectInclude } from './rows';
import { shownProjects } from './shown';

/** The caller's projects by name; the cursor is the last name of the page before. */
export const listProjects = useCase(operation, {
  run: async ({ principal }, { query }) => {
    const { items, more, total } = await pageOfProjects(principal, query, {
      after: query.cursor,
      take: query.limit,
    });
    return { items, next: more ? (items.at(-1)?.name ?? null) : null, total };
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

/** Which projects are asked for. */
interface Wanted {
  search?: string | undefined;
  tenant?: string | undefined;
  environment?: Environment | undefined;
  phase?: ProjectPhase | undefined;
}

/** A page by name of the projects that somebody may see: after a name, or after so many. */
export async function pageOfProjects(
  principal: Principal,
  wanted: Wanted,
  { after, skip = 0, take }: { after?: string | undefined; skip?: number; take: number },
) {
  const contains = { contains: literal(wanted.search ?? ''), mode: 'insensitive' } as const;
  const where: Prisma.ProjectWhereInput = {
    AND: [
      visibleTo(principal),
      wanted.search ? { OR: [{ name: contains }, { displayName: contains }] } : {},
      wanted.tenant ? { tenant: { name: wanted.tenant } } : {},
      wanted.environment ? { environment: wanted.environment } : {},
      wanted.phase ? { phase: wanted.phase } : {},
    ],
  };
  const [rows, total] = await Promise.all([
    db().project.findMany({
      where: after === undefined ? where : { AND: [where, { name: { gt: after } }] },
      orderBy: { name: 'asc' },
      skip,
      take: take + 1,
      include: projectInclude,
    }),
    db().project.count({ where }),
  ]);
  return { items: await shownProjects(principal, rows.slice(0, take)), more: rows.length > take, total };
}

/** The projects that somebody may see: all, those of owned tenants, and those with a membership. */
function visibleTo(principal: Principal): Prisma.ProjectWhereInput {
  if (principal.platformRole === 'admin') return {};
  const owned = Object.entries(principal.tenants)
    .filter(([, role]) => role === 'owner')
    .map(([id]) => id);
  return { OR: [{ tenantId: { in: owned } }, { name: { in: Object.keys(principal.projects) } }] };
}

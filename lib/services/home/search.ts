import { search as operation } from '@/lib/contract/home';
import type { Answer } from '@/lib/contract/operation';
import { db, literal, type Prisma } from '@/lib/db';
import { can } from '@/lib/domain/access';
import { useCase } from '@/lib/services/kernel';
import { visibleProjects } from './scope';

type Item = Answer<typeof operation>['items'][number];

/** Apps, projects, tenants and (for administrators) users whose name holds what was typed; only what one may see. */
export const search = useCase(operation, {
  run: async ({ principal }, { query }) => {
    const typed = query.q.trim();
    const contains = { contains: literal(typed), mode: 'insensitive' } as const;
    const named = { OR: [{ name: contains }, { displayName: contains }] };
    const projects = visibleProjects(principal);
    const admin = principal.platformRole === 'admin';
    const tenants: Prisma.TenantWhereInput = admin ? {} : { id: { in: Object.keys(principal.tenants) } };
    const manages = typed !== '' && can(principal, 'users.manage', { kind: 'platform' });
    const take = query.limit;

    const [appRows, projectRows, tenantRows, userRows] = await Promise.all([
      db().app.findMany({
        where: { project: projects, name: contains, deletingAt: null },
        select: { name: true, project: { select: { name: true } } },
        orderBy: { name: 'asc' },
        take,
      }),
      db().project.findMany({
        where: { AND: [projects, named] },
        select: { name: true, displayName: true, tenant: { select: { name: true } } },
        orderBy: { name: 'asc' },
        take,
      }),
      db().tenant.findMany({ where: { AND: [tenants, named] }, orderBy: { name: 'asc' }, take }),
      manages ? db().user.findMany({ where: named, orderBy: { name: 'asc' }, take }) : [],
    ]);

    const items: Item[] = [
      ...appRows.map((app): Item => ({
        kind: 'app',
        name: app.name,
        title: app.name,
        parent: app.project.name,
      })),
      ...projectRows.map((project): Item => ({
        kind: 'project',
        name: project.name,
        title: project.displayName,
        parent: project.tenant.name,
      })),
      ...tenantRows.map((row): Item => ({
        kind: 'tenant',
        name: row.name,
        title: row.displayName,
        parent: null,
      })),
      ...userRows.map((row): Item => ({
        kind: 'user',
        name: row.name,
        title: row.displayName,
        parent: null,
      })),
    ];
    return { items: byFit(items, typed).slice(0, query.limit) };
  },
});

/** The exact name first, then what begins with it, then the rest; kinds stay in their order. */
function byFit(items: Item[], typed: string): Item[] {
  const rank = (item: Item) => {
    const name = item.name.toLowerCase();
    if (name === typed.toLowerCase()) return 0;
    return name.startsWith(typed.toLowerCase()) ? 1 : 2;
  };
  return items.sort((a, b) => rank(a) - rank(b));
}

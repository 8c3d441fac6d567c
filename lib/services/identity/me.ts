import { getMe as operation } from '@/lib/contract/me';
import { db } from '@/lib/db';
import { permissionsIn, projectAccess, projectRole, type Principal } from '@/lib/domain/access';
import { Problem } from '@/lib/domain/problem';
import { useCase } from '@/lib/services/kernel';

// More would not be read by a person; an administrator's pages ask the lists.
const MOST = 1000;

/** Who calls, with every tenant and project they can see. */
export const getMe = useCase(operation, {
  run: async ({ principal }) => {
    const user = await db().user.findUnique({ where: { id: principal.userId } });
    if (!user) throw new Problem('auth.required');
    const [tenants, projects] = await Promise.all([tenantsOf(principal), projectsOf(principal)]);
    return {
      user: {
        id: user.id,
        name: user.name,
        displayName: user.displayName,
        email: user.email,
        platformRole: user.platformRole,
        mustChange: user.mustChange,
        createdAt: user.createdAt.toISOString(),
        lastSignInAt: user.lastSignInAt?.toISOString() ?? null,
      },
      via: principal.via,
      permissions: [...permissionsIn(principal, { kind: 'platform' })],
      tenants,
      projects,
    };
  },
});

async function tenantsOf(principal: Principal) {
  const rows = await db().tenant.findMany({
    where: principal.platformRole === 'admin' ? {} : { id: { in: Object.keys(principal.tenants) } },
    orderBy: { name: 'asc' },
    take: MOST,
  });
  return rows.map((tenant) => ({
    name: tenant.name,
    displayName: tenant.displayName,
    role: principal.tenants[tenant.id] ?? null,
    permissions: [...permissionsIn(principal, { kind: 'tenant', tenantId: tenant.id })],
  }));
}

async function projectsOf(principal: Principal) {
  const owned = Object.entries(principal.tenants)
    .filter(([, role]) => role === 'owner')
    .map(([id]) => id);
  const rows = await db().project.findMany({
    where:
      principal.platformRole === 'admin'
        ? {}
        : { OR: [{ tenantId: { in: owned } }, { name: { in: Object.keys(principal.projects) } }] },
    orderBy: { name: 'asc' },
    take: MOST,
    include: { tenant: { select: { name: true } } },
  });
  return rows.flatMap((project) => {
    const scope = { kind: 'project', project: project.name, tenantId: project.tenantId } as const;
    const access = projectAccess(principal, scope);
    if (!access) return [];
    return {
      name: project.name,
      displayName: project.displayName,
      tenant: project.tenant.name,
      environment: project.environment,
      role: projectRole(principal, scope),
      rights: access.rights,
      permissions: [...permissionsIn(principal, scope)],
    };
  });
}

import type { Prisma } from '@/lib/db';
import type { Principal } from '@/lib/domain/access';

/** The projects that somebody may see: all to administrators, a tenant's to its owners, one's own to members. */
export function visibleProjects(principal: Principal): Prisma.ProjectWhereInput {
  return principal.platformRole === 'admin' ? {} : ownProjects(principal);
}

/** The projects of which somebody is a member, and those of the tenants that they own. */
export function ownProjects(principal: Principal): Prisma.ProjectWhereInput {
  const owned = ownedTenants(principal);
  return { OR: [{ name: { in: Object.keys(principal.projects) } }, { tenantId: { in: owned } }] };
}

/** The clusters that somebody sees: those of the projects, all to administrators. */
export function visibleClusters(principal: Principal): Prisma.ClusterWhereInput {
  return principal.platformRole === 'admin' ? {} : { projects: { some: visibleProjects(principal) } };
}

/** The tenants whose projects somebody owns. */
export function ownedTenants(principal: Principal): string[] {
  return Object.entries(principal.tenants)
    .filter(([, role]) => role === 'owner')
    .map(([tenant]) => tenant);
}

import { getHome as operation } from '@/lib/contract/home';
import { db } from '@/lib/db';
import { can, type Principal } from '@/lib/domain/access';
import { clusterState } from '@/lib/kube';
import { useCase } from '@/lib/services/kernel';
import { projectsWhere } from '@/lib/services/projects';
import { needsOf } from './needs';
import { lastReleases, recentReleases } from './releases';
import { ownedTenants, ownProjects, visibleClusters, visibleProjects } from './scope';
import { appVerdicts } from './verdicts';

// A page of more is no overview; the rest is on the page of projects.
const MOST_PROJECTS = 50;
const MOST_NEEDS = 50;
const RECENT = 12;
const MOST_CHOICES = 20;

/**
 * What needs the caller, the caller's projects with health, and recent releases. An administrator answers for the whole
 * platform, so that what needs somebody is told of every project, but only those where they belong are theirs.
 */
export const getHome = useCase(operation, {
  run: async ({ principal }) => {
    const visible = visibleProjects(principal);
    const admin = principal.platformRole === 'admin';
    const [all, verdicts, releases, silent, mayCreate] = await Promise.all([
      projectsWhere(principal, visible),
      appVerdicts(visible),
      recentReleases(visible, RECENT),
      silentClusters(principal),
      mayCreateProject(principal),
    ]);
    const own = await ownNames(principal);
    const isMine = ({ name }: { name: string }) => !admin || own.has(name);
    const mine = all.filter(isMine).slice(0, MOST_PROJECTS);
    const deployable = all.filter(
      ({ phase, permissions }) => phase === 'active' && permissions.includes('app.deploy'),
    );
    const last = await lastReleases(mine.map(({ name }) => name));
    return {
      needs: needsOf(all, verdicts, silent).slice(0, MOST_NEEDS),
      projects: mine.map((project) => ({
        name: project.name,
        displayName: project.displayName,
        tenant: project.tenantDisplayName,
        environment: project.environment,
        phase: project.phase,
        health: project.health,
        lastRelease: last.get(project.name) ?? null,
      })),
      releases,
      deployable: [...deployable.filter(isMine), ...deployable.filter((project) => !isMine(project))]
        .slice(0, MOST_CHOICES)
        .map(({ name, displayName }) => ({ name, displayName })),
      covers: admin ? ('platform' as const) : ('mine' as const),
      moreProjects: all.length > mine.length,
      may: {
        createTenant: can(principal, 'tenants.create', { kind: 'platform' }),
        createProject: mayCreate,
      },
    };
  },
});

/** Where somebody is a member or owns the tenant. */
async function ownNames(principal: Principal): Promise<Set<string>> {
  const rows = await db().project.findMany({ where: ownProjects(principal), select: { name: true } });
  return new Set(rows.map(({ name }) => name));
}

async function mayCreateProject(principal: Principal): Promise<boolean> {
  if (ownedTenants(principal).length > 0) return true;
  if (principal.platformRole !== 'admin') return false;
  return (await db().tenant.findFirst({ select: { id: true } })) !== null;
}

async function silentClusters(principal: Principal) {
  const rows = await db().cluster.findMany({ where: visibleClusters(principal), orderBy: { name: 'asc' } });
  const states = await Promise.all(
    rows.map(async ({ name, title }) => ({ name, title: title || name, ...(await clusterState(name)) })),
  );
  return states.filter(({ reachable }) => !reachable);
}

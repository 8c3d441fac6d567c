import { getHome as operation } from '@/lib/contract/home';
import { db } from '@/lib/db';
import { can, type Principal } from '@/lib/domain/access';
import { clusterState } from '@/lib/kube';
import { useCase } from '@/lib/services/kernel';
import { listProjects } from '@/lib/services/projects';
import { needsOf } from './needs';
import { lastReleases, recentReleases } from './releases';
import { ownedTenants, visibleClusters, visibleProjects } from './scope';
import { appVerdicts } from './verdicts';

// A page of more is no overview; the rest is on the page of projects.
const MOST_PROJECTS = 50;
const MOST_NEEDS = 50;
const RECENT = 12;

/** What needs the caller, the caller's projects with health, and recent releases. */
export const getHome = useCase(operation, {
  run: async ({ caller, principal }) => {
    const page = await listProjects.call(caller, {
      params: undefined,
      query: { limit: MOST_PROJECTS },
      body: undefined,
    });
    const admin = principal.platformRole === 'admin';
    const ownsTenants = ownedTenants(principal).length > 0;
    const names = page.items.map((project) => project.name);
    const [verdicts, last, releases, silent] = await Promise.all([
      appVerdicts(visibleProjects(principal)),
      lastReleases(names),
      recentReleases(visibleProjects(principal), RECENT),
      silentClusters(principal),
    ]);
    return {
      needs: needsOf(page.items, verdicts, silent).slice(0, MOST_NEEDS),
      projects: page.items.map((project) => ({
        name: project.name,
        displayName: project.displayName,
        tenant: project.tenantDisplayName,
        environment: project.environment,
        phase: project.phase,
        health: project.health,
        lastRelease: last.get(project.name) ?? null,
      })),
      releases,
      moreProjects: page.next !== null,
      may: {
        createTenant: can(principal, 'tenants.create', { kind: 'platform' }),
        createProject:
          ownsTenants || (admin && (await db().tenant.findFirst({ select: { id: true } })) !== null),
      },
    };
  },
});

async function silentClusters(principal: Principal) {
  const rows = await db().cluster.findMany({ where: visibleClusters(principal), orderBy: { name: 'asc' } });
  const states = await Promise.all(
    rows.map(async ({ name, title }) => ({ name, title: title || name, ...(await clusterState(name)) })),
  );
  return states.filter(({ reachable }) => !reachable);
}

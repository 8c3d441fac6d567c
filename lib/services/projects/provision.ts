import { db } from '@/lib/db';
import { allKubeGroups, kubeUser } from '@/lib/domain/access';
import { renderProject } from '@/lib/domain/project';
import { asConsole, ensureImpersonable } from '@/lib/kube';
import { withProjectLock } from './lock';
import { ensureNamespace } from './namespace';
import { markActive, markBroken } from './phase';
import { ensurePullSecrets } from './pull-secrets';
import { loadRow, refuseDeleting, specOf, type ProjectRow } from './rows';

/**
 * Makes everything that a project consists of in its cluster, as the console: namespace, quota, limits, network
 * policies, role bindings, pull secrets. Every step can be repeated, so a second run finishes or repairs the first.
 * The row says how it ended: `active`, or `broken` with the reason, which is also thrown.
 */
export async function provision(id: string): Promise<void> {
  await withProjectLock(id, () => provisionLocked(id));
}

/** As `provision`, for who holds the project's lock. */
export async function provisionLocked(id: string): Promise<void> {
  const row = await loadRow(id);
  refuseDeleting(row);
  try {
    await makeObjects(row);
  } catch (error) {
    await markBroken(id, error);
    throw error;
  }
  await markActive(id);
}

async function makeObjects(row: ProjectRow): Promise<void> {
  const kube = asConsole(row.clusterName);
  const spec = specOf(row);
  await ensureNamespace(kube, spec);
  await Promise.all(renderProject(spec).map((manifest) => kube.apply(manifest, { force: true })));
  await ensurePullSecrets(row);
  await ensureImpersonable(row.clusterName, await peopleOf(row), allKubeGroups(row.name));
}

/** The names under which members, the tenant's owners and administrators appear at the API server. */
async function peopleOf(row: ProjectRow): Promise<string[]> {
  const users = await db().user.findMany({
    where: {
      OR: [
        { platformRole: 'admin' },
        { projectMembers: { some: { projectId: row.id } } },
        { tenantMembers: { some: { tenantId: row.tenantId, role: 'owner' } } },
      ],
    },
    select: { id: true },
  });
  return users.map((user) => kubeUser(user.id));
}

import { secretKey } from '@/lib/config';
import { db, type Registry } from '@/lib/db';
import { isProblem } from '@/lib/domain/problem';
import { renderPullSecret, type ProjectIdentity, type PullCredentials } from '@/lib/domain/project';
import { asConsole, type KubeClient, type KubeObject } from '@/lib/kube';
import { log } from '@/lib/observability/log';
import { unseal } from '@/lib/runtime/crypto';
import { projectInclude, specOf, type ProjectRow } from './rows';

/** The registries that a tenant may use. */
async function registriesOf(tenantId: string): Promise<Registry[]> {
  return db().registry.findMany({
    where: { OR: [{ allTenants: true }, { grants: { some: { tenantId } } }] },
    orderBy: { name: 'asc' },
  });
}

/**
 * Puts the pull secret of every registry with credentials that the project may use into its namespace. Secrets of
 * registries that it may use no longer are emptied.
 */
export async function ensurePullSecrets(
  kube: KubeClient,
  project: ProjectIdentity,
  tenantId: string,
): Promise<void> {
  const usable = await registriesOf(tenantId);
  const others = await db().registry.findMany({ where: { id: { notIn: usable.map(({ id }) => id) } } });
  for (const registry of usable) {
    const secret = renderPullSecret(project, credentialsOf(registry));
    if (registry.username === null) await replaceIfThere(kube, secret);
    else await createOrReplace(kube, secret);
  }
  for (const registry of others) await replaceIfThere(kube, renderPullSecret(project, empty(registry.name)));
}

/**
 * Brings the pull secrets up to date in every project that one registry concerns, or in one project; called after a
 * registry was added or changed. A project whose cluster does not answer is left to its next repair and named in the
 * answer, so that one of many can't stop the rest.
 */
export async function syncPullSecrets(
  what: { registryId: string } | { projectId: string },
): Promise<{ failed: string[] }> {
  const rows = await projectsConcerned(what);
  const failed: string[] = [];
  for (const row of rows) {
    try {
      await ensurePullSecrets(asConsole(row.clusterName), specOf(row), row.tenantId);
    } catch (error) {
      failed.push(row.name);
      log.warn('pull secrets could not be brought up to date', { project: row.name, error });
    }
  }
  return { failed };
}

/** Empties the pull secret of a registry that is being removed, in every project. */
export async function clearPullSecrets(registryName: string): Promise<{ failed: string[] }> {
  const failed: string[] = [];
  for (const row of await livingProjects({})) {
    try {
      const secret = renderPullSecret(specOf(row), empty(registryName));
      await replaceIfThere(asConsole(row.clusterName), secret);
    } catch (error) {
      failed.push(row.name);
      log.warn('a pull secret could not be emptied', { project: row.name, error });
    }
  }
  return { failed };
}

async function projectsConcerned(
  what: { registryId: string } | { projectId: string },
): Promise<ProjectRow[]> {
  if ('projectId' in what) return livingProjects({ id: what.projectId });
  // Also projects that may use it no longer: their secret has to be emptied.
  const registry = await db().registry.findUnique({ where: { id: what.registryId } });
  return registry ? livingProjects({}) : [];
}

async function livingProjects(where: { id?: string }): Promise<ProjectRow[]> {
  return db().project.findMany({
    where: { ...where, phase: { in: ['active', 'broken'] } },
    include: projectInclude,
    orderBy: { name: 'asc' },
  });
}

function credentialsOf(registry: Registry): PullCredentials {
  const { name, url, username, password } = registry;
  return { name, url, username, password: password === null ? null : unseal(password, secretKey()) };
}

function empty(name: string): PullCredentials {
  return { name, url: 'https://registry.invalid', username: null, password: null };
}

// The console may create and replace Secrets, but neither read nor patch them (docs/adr/0003): so no apply here.
async function createOrReplace(kube: KubeClient, secret: KubeObject): Promise<void> {
  try {
    await kube.create(secret);
  } catch (error) {
    if (!isProblem(error) || error.code !== 'cluster.conflict') throw error;
    await kube.replace(secret);
  }
}

async function replaceIfThere(kube: KubeClient, secret: KubeObject): Promise<void> {
  try {
    await kube.replace(secret);
  } catch (error) {
    if (!isProblem(error) || error.code !== 'cluster.not_found') throw error;
  }
}

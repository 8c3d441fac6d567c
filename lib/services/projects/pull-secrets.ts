import { secretKey } from '@/lib/config';
import { db, type Registry } from '@/lib/db';
import { isProblem } from '@/lib/domain/problem';
import { renderPullSecret, type PullCredentials } from '@/lib/domain/project';
import { asConsole, type KubeClient, type KubeObject } from '@/lib/kube';
import { log } from '@/lib/observability/log';
import { sha256, unseal } from '@/lib/runtime/crypto';
import { tryProjectLock } from './lock';
import { pausesOf } from './pauses';
import { loadRow, specOf, type ProjectRow } from './rows';

type RegistryRow = Registry & { grants: { tenantId: string }[] };

/** What a project's row says about its pull secrets. */
interface Held {
  /** Digest of what they were made of. */
  of: string;
  /** The registries whose secrets hold credentials. */
  names: string[];
}

/**
 * Brings the pull secrets up to date in every project where they are not what the registries say: a registry was
 * added, changed, granted or removed, whenever that was. Every project is looked at for itself; one that can't be
 * reached is tried again by the next turn, after a pause that doubles. Called by whoever changes a registry, so that
 * nobody waits, and again and again by the jobs.
 */
export async function syncPullSecrets(signal: AbortSignal): Promise<void> {
  const [registries, projects] = await Promise.all([
    allRegistries(),
    db().project.findMany({
      where: { phase: { in: ['active', 'broken'] } },
      select: { id: true, name: true, tenantId: true, pullSecrets: true },
      orderBy: { name: 'asc' },
    }),
  ]);
  const stale = projects.filter(
    (row) => readHeld(row.pullSecrets)?.of !== digestOf(usableBy(row.tenantId, registries)),
  );
  const pauses = pausesOf('pull-secrets');
  pauses.keepOnly(new Set(stale.map(({ id }) => id)));
  for (const { id, name } of stale) {
    if (signal.aborted) return;
    if (pauses.isPaused(id)) continue;
    try {
      await tryProjectLock(id, async () => {
        const row = await loadRow(id);
        if (row.phase !== 'deleting') await ensurePullSecrets(row);
      });
      pauses.succeeded(id);
    } catch (error) {
      pauses.failed(id);
      log.warn('pull secrets could not be brought up to date', { project: name, error });
    }
  }
}

/**
 * Puts the pull secret of every registry with credentials that the project may use into its namespace, and empties
 * those of others. For who holds the project's lock: two at once could leave what the older one read.
 */
export async function ensurePullSecrets(row: ProjectRow): Promise<void> {
  const kube = asConsole(row.clusterName);
  const project = specOf(row);
  const all = await allRegistries();
  const usable = usableBy(row.tenantId, all);
  const given = usable.filter(({ username }) => username !== null);
  const names = given.map(({ name }) => name);
  const before = readHeld(row.pullSecrets)?.names ?? all.map(({ name }) => name);
  // Noted before they are there: one whose registry is removed after this act died in the middle is emptied too.
  await note(row.id, { of: '', names: [...new Set([...before, ...names])] });
  for (const registry of given)
    await createOrReplace(kube, renderPullSecret(project, credentialsOf(registry)));
  for (const name of before) {
    if (!names.includes(name)) await replaceIfThere(kube, renderPullSecret(project, empty(name)));
  }
  await note(row.id, { of: digestOf(usable), names });
}

async function note(id: string, { of, names }: Held): Promise<void> {
  await db().project.updateMany({ where: { id }, data: { pullSecrets: { of, names } } });
}

async function allRegistries(): Promise<RegistryRow[]> {
  return db().registry.findMany({
    include: { grants: { select: { tenantId: true } } },
    orderBy: { name: 'asc' },
  });
}

function usableBy(tenantId: string, registries: readonly RegistryRow[]): RegistryRow[] {
  return registries.filter(
    (registry) => registry.allTenants || registry.grants.some((grant) => grant.tenantId === tenantId),
  );
}

/** The password goes in as it is stored: encrypted. */
function digestOf(usable: readonly RegistryRow[]): string {
  return sha256(
    JSON.stringify(usable.map(({ name, url, username, password }) => [name, url, username, password])),
  );
}

function readHeld(value: unknown): Held | null {
  return value === null ? null : (value as Held);
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

import { db, isUniqueViolation, type App, type Project, type Release, type Tx } from '@/lib/db';
import type { Desired } from '@/lib/domain/app';
import type { Principal } from '@/lib/domain/access';
import { Problem } from '@/lib/domain/problem';
import type { Draft } from './draft';
import { desiredOf } from './rows';

interface Made {
  draft: Draft;
  by: Principal;
  auditEventId: string | null;
  message?: string | undefined;
  rollbackOf?: number;
}

/** The row of a new app with its first release, before anything reaches the cluster. */
export async function recordApp(
  project: Pick<Project, 'id'>,
  name: string,
  desired: Desired,
  made: Made,
): Promise<{ app: App; release: Release }> {
  try {
    return await db().$transaction(async (tx) => {
      const app = await tx.app.create({ data: { projectId: project.id, name, desired } });
      return { app, release: await insert(tx, app.id, 1, made) };
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new Problem('resource.exists', { what: name });
    throw error;
  }
}

/**
 * The row of an app's next release, numbered while nobody else numbers, before anything reaches the cluster. `change`
 * is all that the release changes of what operating the app set: a Stop or Scale of a moment ago stays.
 */
export async function recordRelease(
  appId: string,
  change: Partial<Desired>,
  made: Made,
): Promise<{ app: App; release: Release }> {
  return db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM "App" WHERE id = ${appId}::uuid FOR UPDATE`;
    const last = await tx.release.aggregate({ where: { appId }, _max: { number: true } });
    const desired = { ...desiredOf(await tx.app.findUniqueOrThrow({ where: { id: appId } })), ...change };
    const app = await tx.app.update({ where: { id: appId }, data: { desired } });
    return { app, release: await insert(tx, appId, (last._max.number ?? 0) + 1, made) };
  });
}

async function insert(tx: Tx, appId: string, number: number, made: Made): Promise<Release> {
  const { draft } = made;
  return tx.release.create({
    data: {
      appId,
      number,
      spec: draft.spec,
      image: draft.image,
      digest: draft.digest,
      reference: draft.reference,
      pullSecret: draft.pullSecret,
      message: made.message ?? '',
      rollbackOf: made.rollbackOf ?? null,
      createdById: made.by.userId,
      createdBy: made.by.name,
      auditEventId: made.auditEventId,
    },
  });
}

import { db, isUniqueViolation, type App, type Project, type Release, type Tx } from '@/lib/db';
import type { Desired } from '@/lib/domain/app';
import type { Principal } from '@/lib/domain/access';
import { Problem } from '@/lib/domain/problem';
import type { Draft } from './draft';
import { requireApp, STILLBORN } from './rows';

interface Made {
  draft: Draft;
  by: Principal;
  auditEventId: string | null;
  message?: string | undefined;
  rollbackOf?: number;
  /** Pods that the release asks for; what operating the app set stays when not given. */
  replicas?: number | undefined;
}

/**
 * The row of a new app with its first release, before anything reaches the cluster. An app of that name of which the
 * cluster never took a release (its first one was interrupted, and nobody could take it back) is taken up again.
 */
export async function recordApp(
  project: Pick<Project, 'id'>,
  name: string,
  desired: Desired,
  made: Made,
): Promise<{ app: App; release: Release }> {
  try {
    return await db().$transaction(async (tx) => {
      const stillborn = await takeUp(tx, project.id, name, desired);
      const app = stillborn ?? (await tx.app.create({ data: { projectId: project.id, name, desired } }));
      const last = await tx.release.aggregate({ where: { appId: app.id }, _max: { number: true } });
      return { app, release: await insert(tx, app.id, (last._max.number ?? 0) + 1, made) };
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new Problem('resource.exists', { what: name });
    throw error;
  }
}

async function takeUp(tx: Tx, projectId: string, name: string, desired: Desired): Promise<App | null> {
  await tx.$queryRaw`SELECT id FROM "App" WHERE "projectId" = ${projectId}::uuid AND name = ${name} FOR UPDATE`;
  const stillborn = await tx.app.findFirst({ where: { projectId, name, ...STILLBORN } });
  return stillborn && tx.app.update({ where: { id: stillborn.id }, data: { desired } });
}

/** The row of an app's next release, numbered while nobody else numbers, before anything reaches the cluster. */
export async function recordRelease(app: App, made: Made): Promise<Release> {
  return db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM "App" WHERE id = ${app.id}::uuid FOR UPDATE`;
    await requireApp(tx, app);
    const last = await tx.release.aggregate({ where: { appId: app.id }, _max: { number: true } });
    return insert(tx, app.id, (last._max.number ?? 0) + 1, made);
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
      replicas: made.replicas ?? null,
      createdById: made.by.userId,
      createdBy: made.by.name,
      auditEventId: made.auditEventId,
    },
  });
}

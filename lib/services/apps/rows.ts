import { db, type App, type Project, type Release, type Tx, literal } from '@/lib/db';
import { appSpecSchema, desiredSchema, type AppSpec, type Desired } from '@/lib/domain/app';
import { Problem } from '@/lib/domain/problem';

/** An app with its newest release. */
export interface AppRow {
  app: App;
  release: Release | null;
}

const NEWEST = { releases: { orderBy: { number: 'desc' }, take: 1 } } as const;

/** Apps of which the cluster never took a release: their names are free to be deployed. */
export const STILLBORN = {
  deletingAt: null,
  releases: { some: {}, every: { phase: 'failed' } },
} as const;

/** An app of a project by name; 404 when there is none. */
export async function findApp(project: Pick<Project, 'id'>, name: string): Promise<AppRow> {
  const row = await db().app.findUnique({
    where: { projectId_name: { projectId: project.id, name } },
    include: NEWEST,
  });
  if (!row) throw new Problem('resource.not_found', { what: name });
  return split(row);
}

/** As `findApp`, for a change: an app that is being deleted takes none. */
export async function findLiveApp(project: Pick<Project, 'id'>, name: string): Promise<AppRow> {
  const row = await findApp(project, name);
  if (row.app.deletingAt) {
    throw new Problem('resource.conflict', { detail: `${name} is being deleted.` });
  }
  return row;
}

/** Apps of a project by name, from `after` on. */
export async function findApps(
  project: Pick<Project, 'id'>,
  options: { take?: number; after?: string | undefined; search?: string | undefined } = {},
): Promise<AppRow[]> {
  const rows = await db().app.findMany({
    where: {
      projectId: project.id,
      name: {
        ...(options.after === undefined ? {} : { gt: options.after }),
        ...(options.search === undefined ? {} : { contains: literal(options.search) }),
      },
    },
    include: NEWEST,
    orderBy: { name: 'asc' },
    ...(options.take === undefined ? {} : { take: options.take }),
  });
  return rows.map(split);
}

function split({ releases, ...app }: App & { releases: Release[] }): AppRow {
  return { app, release: releases[0] ?? null };
}

/** The app as it is now; 404 when it was deleted meanwhile. */
export async function requireApp(tx: Tx, { id, name }: Pick<App, 'id' | 'name'>): Promise<App> {
  const app = await tx.app.findUnique({ where: { id } });
  if (!app) throw new Problem('resource.not_found', { what: name });
  return app;
}

/** The newest release that the cluster runs, i.e. that was applied and not replaced. */
export async function runningRelease(tx: Tx, appId: string): Promise<Release | null> {
  return tx.release.findFirst({ where: { appId, phase: 'applied' }, orderBy: { number: 'desc' } });
}

/** A release's spec as it was stored. */
export function specOf(release: Pick<Release, 'spec'>): AppSpec {
  return appSpecSchema.parse(release.spec);
}

/** What operating the app changed outside releases. */
export function desiredOf(app: Pick<App, 'desired'>): Desired {
  return desiredSchema.parse(app.desired);
}

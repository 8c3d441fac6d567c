import {
  restartApp as restart,
  scaleApp as scale,
  startApp as start,
  stopApp as stop,
} from '@/lib/contract/apps';
import { db, type App, type Project, type Tx } from '@/lib/db';
import type { Principal } from '@/lib/domain/access';
import type { Desired } from '@/lib/domain/app';
import { Problem } from '@/lib/domain/problem';
import { kubeAs, projectOf, useCase, type Context } from '@/lib/services/kernel';
import { withAppLock } from './lock';
import { applyManifests, manifestsOf } from './manifests';
import { desiredOf, findLiveApp, requireApp, runningRelease } from './rows';
import { showApp } from './show';
import { touchProject } from './touched';

/** Sets the number of replicas; a stopped app stays stopped and remembers it. */
export const scaleApp = useCase(scale, {
  run: async (context, { params, body }) =>
    operate(context, params.app, (old) => ({ ...old, replicas: body.replicas })),
});

/** Replaces all pods one by one. */
export const restartApp = useCase(restart, {
  run: async (context, { params }) =>
    operate(context, params.app, (old) => ({ ...old, restartedAt: new Date().toISOString() })),
});

/** No pods, everything else kept. */
export const stopApp = useCase(stop, {
  run: async (context, { params }) => operate(context, params.app, (old) => ({ ...old, stopped: true })),
});

/** Starts a stopped app with the replicas that it had; at least one. */
export const startApp = useCase(start, {
  run: async (context, { params }) =>
    operate(context, params.app, (old) => ({
      ...old,
      stopped: false,
      replicas: old.stopped ? old.replicas : Math.max(1, old.replicas),
    })),
});

async function operate(context: Context, name: string, change: (old: Desired) => Desired) {
  const project = projectOf(context);
  const { app } = await findLiveApp(project, name);
  await withAppLock(app.id, async (tx) => {
    const current = await requireApp(tx, app);
    const before = desiredOf(current);
    const after = change(before);
    if (context.audit) {
      context.audit.before = before;
      context.audit.after = after;
    }
    // Committed before the cluster hears of it, so that a crash in between is finished (recover.ts).
    await db().app.update({ where: { id: app.id }, data: { desired: after } });
    try {
      await applyDesired(tx, project, current, after, context.principal);
    } catch (error) {
      await db().app.update({ where: { id: app.id }, data: { desired: before } });
      throw error;
    }
  });
  touchProject(project.id);
  return showApp(context, name);
}

/** Applies the running release in the condition that is wanted now. */
export async function applyDesired(
  tx: Tx,
  project: Project,
  app: App,
  desired: Desired,
  by: Principal,
): Promise<void> {
  const release = await runningRelease(tx, app.id);
  if (!release) {
    throw new Problem('resource.conflict', {
      detail: `${app.name} has no release that runs; deploy it again.`,
    });
  }
  const manifests = manifestsOf(project, app, release, desired);
  await applyManifests(kubeAs(by, project), project.name, app.name, manifests);
}

import {
  restartApp as restart,
  scaleApp as scale,
  startApp as start,
  stopApp as stop,
} from '@/lib/contract/apps';
import type { App, Project, Tx } from '@/lib/db';
import type { Principal } from '@/lib/domain/access';
import type { Desired } from '@/lib/domain/app';
import { Problem } from '@/lib/domain/problem';
import { kubeAs, projectOf, useCase, type Context, touchProject } from '@/lib/services/kernel';
import { withAppLock } from './lock';
import { manifestsOf } from './manifests';
import { begin, isApplied, isSurelyNotDone, pendingOf, settle, settledDesired } from './pending';
import { desiredOf, findLiveApp, requireApp, runningRelease } from './rows';
import { showApp } from './show';

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
    const before = await settledDesired(kubeAs(context.principal, project), project, current);
    const after = change(before);
    if (context.audit) {
      context.audit.before = before;
      context.audit.after = before;
    }
    await begin(app, before, after);
    try {
      await applyDesired(tx, project, current, after, context.principal);
    } catch (error) {
      await afterFailure({ context, project, app: current, before, after }, error);
    }
    await settle(app, after);
    if (context.audit) context.audit.after = after;
  });
  touchProject(project.id);
  return showApp(context, name);
}

interface Attempt {
  context: Context;
  project: Project;
  app: App;
  before: Desired;
  after: Desired;
}

/** Returns when the act was done all the same; else throws, with nothing wanted that surely was not done. */
async function afterFailure(
  { context, project, app, before, after }: Attempt,
  error: unknown,
): Promise<void> {
  if (!isSurelyNotDone(error)) {
    try {
      if (await isApplied(kubeAs(context.principal, project), project, app, after)) return;
    } catch {
      // Nobody can say now. It stays pending: the next act, or the regular look, asks the cluster.
      if (context.audit) {
        context.audit.unknown = true;
        context.audit.after = { unknown: true, asked: after };
      }
      throw error;
    }
  }
  await settle(app, before);
  throw error;
}

/** Finishes what an act asked for and a dead process left; what can't be done is wanted no more. */
export async function finishPending(tx: Tx, project: Project, app: App, by: Principal): Promise<void> {
  const pending = pendingOf(app);
  if (!pending) throw new Error('nothing of it was left to be done');
  try {
    await applyDesired(tx, project, app, pending.desired, by);
  } catch (error) {
    if (isSurelyNotDone(error)) await settle(app, desiredOf(app));
    throw error;
  }
  await settle(app, pending.desired);
}

/** Applies the running release in the condition that is wanted now: one object, so that it is done or not done. */
async function applyDesired(
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
  const client = kubeAs(by, project);
  for (const manifest of manifests) {
    if (manifest.kind === 'Deployment') await client.apply(manifest, { force: true });
  }
}

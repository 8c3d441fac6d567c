import { createApp as operation } from '@/lib/contract/apps';
import type { App, Project } from '@/lib/db';
import type { Principal } from '@/lib/domain/access';
import { log } from '@/lib/observability/log';
import { kubeAs, projectOf, touchProject, useCase } from '@/lib/services/kernel';
import { auditedBody, auditedRelease } from './audited';
import { carryOut } from './delete';
import { draftNew } from './draft';
import { handOver } from './hand-over';
import { withAppLock } from './lock';
import { requireActive } from './require-active';
import { requireSecretRight } from './secret-right';
import { manifestsOf, refuseTakenNames } from './manifests';
import { recordApp } from './record';
import { showApp } from './show';

/** Deploys an image as a new app: image pinned, release recorded, handed to the cluster as the caller. */
export const createApp = useCase(operation, {
  target: (input) => input.body.name,
  auditInput: (input) => auditedBody(input.body),
  run: async (context, { body }) => {
    const project = projectOf(context);
    requireActive(project.phase, project.name);
    const draft = await draftNew(project, body.name, body, context.caller.signal);
    requireSecretRight(context, null, draft.spec);
    const desired = { replicas: draft.spec.replicas, stopped: false, restartedAt: null };
    // Told before a row is made: a name that something else holds is no failed release of ours.
    const manifests = manifestsOf(project, body, { ...draft, number: 1 }, desired);
    await refuseTakenNames(kubeAs(context.principal, project), project.name, body.name, manifests);
    const made = {
      draft,
      by: context.principal,
      auditEventId: context.audit?.id ?? null,
      message: body.message,
    };
    const { app, release } = await recordApp(project, body.name, desired, made);
    if (context.audit) {
      context.audit.before = null;
      context.audit.after = auditedRelease(release);
      context.audit.detail = `release ${release.number}`;
    }
    try {
      await handOver({ project, app, release, by: context.principal });
    } catch (error) {
      const gone = await withdraw(project, app, context.principal);
      if (gone && context.audit) context.audit.after = null;
      throw error;
    }
    return showApp(context, body.name);
  },
});

/**
 * Takes back an app that the cluster refused, so that the call failed and nothing else: it can be made again under the
 * same name. False when the cluster can't be asked for what it may hold; the app stays then, with its failed release.
 */
async function withdraw(project: Project, app: App, by: Principal): Promise<boolean> {
  try {
    return await withAppLock(app.id, async (tx) => {
      // Somebody may have deployed it again in between.
      const others = await tx.release.count({ where: { appId: app.id, phase: { not: 'failed' } } });
      if (others > 0) return false;
      await carryOut(project, app, by);
      touchProject(project.id);
      return true;
    });
  } catch (error) {
    log.warn('an app that was refused could not be taken back', {
      project: project.name,
      app: app.name,
      error,
    });
    return false;
  }
}

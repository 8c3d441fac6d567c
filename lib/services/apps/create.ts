import { createApp as operation } from '@/lib/contract/apps';
import { kubeAs, projectOf, useCase } from '@/lib/services/kernel';
import { Problem } from '@/lib/domain/problem';
import { auditedBody, auditedRelease } from './audited';
import { draftNew } from './draft';
import { handOver } from './hand-over';
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
    await handOver({ project, app, release, by: context.principal });
    return showApp(context, body.name);
  },
});

/** Nothing is deployed into a project that is not whole. */
export function requireActive(phase: string, name: string): void {
  if (phase === 'active') return;
  throw new Problem('resource.conflict', {
    detail: `The project ${name} is ${phase}; deploy when it is active.`,
  });
}

import { updateApp as operation } from '@/lib/contract/apps';
import { projectOf, useCase } from '@/lib/services/kernel';
import { auditedBody, auditedRelease } from './audited';
import { draftNext, requireRelease } from './draft';
import { handOver } from './hand-over';
import { recordRelease } from './record';
import { requireActive } from './require-active';
import { findLiveApp, specOf } from './rows';
import { requireSecretRight } from './secret-right';
import { showApp } from './show';
import { keepVerdict } from './track';

/** Makes an app's next release from the newest one and what is given. */
export const updateApp = useCase(operation, {
  auditInput: (input) => auditedBody(input.body),
  run: async (context, { params, body }) => {
    const project = projectOf(context);
    requireActive(project.phase, project.name);
    const row = await findLiveApp(project, params.app);
    const last = requireRelease(row.release, params.app);
    const draft = await draftNext(project, params.app, last, body, context.caller.signal);
    requireSecretRight(context, specOf(last), draft.spec);
    await keepVerdict(project, row);
    const release = await recordRelease(row.app, {
      draft,
      by: context.principal,
      auditEventId: context.audit?.id ?? null,
      message: body.message,
      replicas: body.replicas,
    });
    if (context.audit) {
      context.audit.before = auditedRelease(last);
      context.audit.after = auditedRelease(release);
      context.audit.detail = `release ${release.number}`;
    }
    await handOver({ project, app: row.app, release, by: context.principal });
    return showApp(context, params.app);
  },
});

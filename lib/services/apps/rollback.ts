import { rollbackApp as operation } from '@/lib/contract/apps';
import { db, type Release } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';
import { projectOf, useCase } from '@/lib/services/kernel';
import { auditedRelease } from './audited';
import { again, requireRelease } from './draft';
import { handOver } from './hand-over';
import { recordRelease } from './record';
import { requireActive } from './require-active';
import { findLiveApp, specOf } from './rows';
import { requireSecretRight } from './secret-right';
import { showApp } from './show';
import { keepVerdict } from './track';
import { verdictDataOf } from './verdict-data';

/** Makes a new release with the spec and the pinned image of an older one. */
export const rollbackApp = useCase(operation, {
  run: async (context, { params, body }) => {
    const project = projectOf(context);
    requireActive(project.phase, project.name);
    const row = await findLiveApp(project, params.app);
    const last = requireRelease(row.release, params.app);
    const target = await targetOf(row.app.id, last, body.release);
    // A Secret that was taken away from the app comes back only through somebody who may give it.
    requireSecretRight(context, specOf(last), specOf(target));
    await keepVerdict(project, row);
    const release = await recordRelease(row.app, {
      draft: again(target, specOf(target)),
      by: context.principal,
      auditEventId: context.audit?.id ?? null,
      rollbackOf: target.number,
    });
    if (context.audit) {
      context.audit.before = auditedRelease(last);
      context.audit.after = auditedRelease(release);
      context.audit.detail = `release ${release.number}, back to ${target.number}`;
    }
    await handOver({ project, app: row.app, release, by: context.principal });
    return showApp(context, params.app);
  },
});

/** How far back the last available release is looked for. */
const FAR = 200;

async function targetOf(appId: string, last: Release, asked: number | undefined): Promise<Release> {
  if (asked !== undefined) {
    const found = await db().release.findUnique({ where: { appId_number: { appId, number: asked } } });
    if (!found) throw new Problem('resource.not_found', { what: `release ${asked}` });
    return found;
  }
  const older = await db().release.findMany({
    where: { appId, number: { lt: last.number } },
    orderBy: { number: 'desc' },
    take: FAR,
  });
  const target = older.find((release) => Boolean(verdictDataOf(release)?.availableAt));
  if (!target) {
    throw new Problem('resource.conflict', { detail: 'No release before this one was ever available.' });
  }
  return target;
}

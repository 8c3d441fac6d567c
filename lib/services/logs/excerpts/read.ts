import {
  deleteLogExcerpt as deleteOperation,
  listLogExcerpts as listOperation,
  readLogExcerpt as readOperation,
} from '@/lib/contract/log-excerpts';
import type { logRecordSchema } from '@/lib/contract/logs';
import type { z } from 'zod';
import { db } from '@/lib/db';
import { can } from '@/lib/domain/access';
import { Problem } from '@/lib/domain/problem';
import { useCase } from '@/lib/services/kernel';
import { appIdOf, liveExcerpt, shownExcerpt } from './shown';

/** What is kept of an app's log, newest first. */
export const listLogExcerpts = useCase(listOperation, {
  run: async (_context, { params, query }) => {
    const appId = await appIdOf(params.project, params.app);
    const rows = await db().logExcerpt.findMany({
      where: liveExcerpt(appId),
      orderBy: { id: 'desc' },
      omit: { records: true },
      take: query.limit + 1,
      ...(query.cursor === undefined ? {} : { cursor: { id: query.cursor }, skip: 1 }),
    });
    const items = rows.slice(0, query.limit);
    return {
      items: items.map(shownExcerpt),
      next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null,
    };
  },
});

/** One of them, with its lines. */
export const readLogExcerpt = useCase(readOperation, {
  run: async (_context, { params }) => {
    const appId = await appIdOf(params.project, params.app);
    const row = await db().logExcerpt.findFirst({ where: liveExcerpt(appId, params.excerpt) });
    if (!row) throw new Problem('resource.not_found', { what: params.excerpt });
    const records = Buffer.from(row.records)
      .toString('utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as z.output<typeof logRecordSchema>);
    return { ...shownExcerpt(row), records };
  },
});

/** Takes one away: one's own, or any for who may operate apps. */
export const deleteLogExcerpt = useCase(deleteOperation, {
  run: async ({ principal, scope, audit }, { params }) => {
    const appId = await appIdOf(params.project, params.app);
    const row = await db().logExcerpt.findFirst({
      where: liveExcerpt(appId, params.excerpt),
      omit: { records: true },
    });
    if (!row) throw new Problem('resource.not_found', { what: params.excerpt });
    if (row.createdById !== principal.userId && !can(principal, 'app.deploy', scope)) {
      throw new Problem('auth.forbidden', { permission: 'app.deploy' });
    }
    await db().logExcerpt.deleteMany({ where: { id: row.id } });
    if (audit) audit.before = shownExcerpt(row);
    return null;
  },
});

/** Deletes what has expired. */
export async function pruneLogExcerpts(): Promise<void> {
  await db().logExcerpt.deleteMany({ where: { expiresAt: { lte: new Date() } } });
}

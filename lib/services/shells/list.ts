import {
  getShell as getOperation,
  listLiveShells as liveOperation,
  listShells as operation,
} from '@/lib/contract/shells';
import type { Answer } from '@/lib/contract/operation';
import { db, type Project } from '@/lib/db';
import { projectOf, useCase } from '@/lib/services/kernel';
import { findShown, shellView, shownWhere, withRecording } from './shown';

/** Live sessions that are listed at most. */
const MOST_LIVE = 500;

/** Shell sessions of a project that the caller may see, newest first; the cursor is the id of the last row of a page. */
export const listShells = useCase(operation, {
  run: async (context, { query }) => {
    const rows = await db().shellSession.findMany({
      where: {
        ...shownWhere(context),
        ...(query.audit === undefined ? {} : { auditEventId: query.audit }),
        ...(query.ended === undefined ? {} : { endedAt: { not: null } }),
      },
      include: withRecording,
      orderBy: { id: 'desc' },
      take: query.limit + 1,
      ...(query.cursor === undefined ? {} : { cursor: { id: query.cursor }, skip: 1 }),
    });
    const items = rows.slice(0, query.limit);
    return {
      items: items.map((row) => shellView(row, projectOf(context))),
      next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null,
    };
  },
});

/** Those that run now. */
export const listLiveShells = useCase(liveOperation, {
  run: async (context) => ({ items: await liveViews(projectOf(context)) }),
});

/** Sessions of a project that run, as the API tells them, whoever has them open; newest first. */
export async function liveViews(project: Project): Promise<Answer<typeof liveOperation>['items']> {
  const rows = await db().shellSession.findMany({
    where: { projectName: project.name, startedAt: { gte: project.createdAt }, endedAt: null },
    include: withRecording,
    orderBy: { id: 'desc' },
    take: MOST_LIVE,
  });
  return rows.map((row) => shellView(row, project));
}

/** One of them. */
export const getShell = useCase(getOperation, {
  run: async (context, { params }) => shellView(await findShown(context, params.shell), projectOf(context)),
});

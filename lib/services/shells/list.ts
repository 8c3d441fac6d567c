import { listLiveShells as liveOperation, listShells as operation } from '@/lib/contract/shells';
import { db, type ShellSession as Row } from '@/lib/db';
import { projectOf, useCase } from '@/lib/services/kernel';

/** Live sessions that are listed at most. */
const MOST_LIVE = 500;

/** Shell sessions of a project, newest first; the cursor is the id of the last row of a page. */
export const listShells = useCase(operation, {
  run: async (context, { params, query }) => {
    const rows = await db().shellSession.findMany({
      // An earlier project of the same name may have been somebody else's.
      where: { projectName: params.project, startedAt: { gte: projectOf(context).createdAt } },
      orderBy: { id: 'desc' },
      take: query.limit + 1,
      ...(query.cursor === undefined ? {} : { cursor: { id: query.cursor }, skip: 1 }),
    });
    const items = rows.slice(0, query.limit);
    return {
      items: items.map(viewOf),
      next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null,
    };
  },
});

/** Those that run now. */
export const listLiveShells = useCase(liveOperation, {
  run: async (context, { params }) => {
    const rows = await db().shellSession.findMany({
      where: {
        projectName: params.project,
        startedAt: { gte: projectOf(context).createdAt },
        endedAt: null,
      },
      orderBy: { id: 'desc' },
      take: MOST_LIVE,
    });
    return { items: rows.map(viewOf) };
  },
});

function viewOf(row: Row) {
  const running = row.detachedAt ? ('detached' as const) : ('attached' as const);
  return {
    id: row.id,
    pod: row.pod,
    container: row.container,
    user: row.userName,
    command: row.command,
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    exitCode: row.exitCode,
    reason: row.reason,
    state: row.endedAt ? ('ended' as const) : running,
    endedBy: row.endedBy,
  };
}

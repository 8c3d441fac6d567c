import { listShells as operation } from '@/lib/contract/shells';
import { db } from '@/lib/db';
import { projectOf, useCase } from '@/lib/services/kernel';

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
      items: items.map((row) => ({
        id: row.id,
        pod: row.pod,
        container: row.container,
        user: row.userName,
        command: row.command,
        startedAt: row.startedAt.toISOString(),
        endedAt: row.endedAt?.toISOString() ?? null,
        exitCode: row.exitCode,
        reason: row.reason,
      })),
      next: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null,
    };
  },
});

import { listApps as operation } from '@/lib/contract/apps';
import { db, literal } from '@/lib/db';
import { projectOf, useCase } from '@/lib/services/kernel';
import { observe } from './observe';
import { findApps } from './rows';
import { statusIn } from './status';
import { appView } from './view';

/** Apps of a project by name, with their status. */
export const listApps = useCase(operation, {
  run: async (context, { query }) => {
    const project = projectOf(context);
    const search = query.search?.trim().toLowerCase();
    const [rows, view, total] = await Promise.all([
      findApps(project, { take: query.limit + 1, after: query.cursor, search }),
      observe(project),
      db().app.count({
        where: {
          projectId: project.id,
          ...(search === undefined ? {} : { name: { contains: literal(search) } }),
        },
      }),
    ]);
    const page = rows.slice(0, query.limit);
    return {
      items: page.map((row) => appView(project, row, statusIn(view, row))),
      next: rows.length > query.limit ? (page.at(-1)?.app.name ?? null) : null,
      total,
    };
  },
});

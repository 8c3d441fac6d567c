import { diffReleases as diff, listReleases as list } from '@/lib/contract/apps';
import { db, type Release } from '@/lib/db';
import { diffYaml } from '@/lib/domain/app';
import { Problem } from '@/lib/domain/problem';
import { projectOf, useCase } from '@/lib/services/kernel';
import { findApp, specOf } from './rows';
import { statusOf } from './status';
import { releaseView } from './view';

/** Releases of an app, newest first. */
export const listReleases = useCase(list, {
  run: async (context, { params, query }) => {
    const project = projectOf(context);
    const row = await findApp(project, params.app);
    const before = Number(query.cursor ?? Number.MAX_SAFE_INTEGER);
    const where = { appId: row.app.id };
    const rows = await db().release.findMany({
      where: Number.isSafeInteger(before) && before < 2 ** 31 ? { ...where, number: { lt: before } } : where,
      orderBy: { number: 'desc' },
      take: query.limit + 1,
    });
    const status = await statusOf(project, row);
    const items = rows
      .slice(0, query.limit)
      .map((release) => releaseView(release, release.id === row.release?.id ? status : null));
    const more = rows.length > query.limit;
    return {
      items,
      next: more ? String(items.at(-1)?.number ?? '') : null,
      total: await db().release.count({ where }),
    };
  },
});

/** What changed between two releases, as lines of YAML. */
export const diffReleases = useCase(diff, {
  run: async (context, { params, query }) => {
    const { app } = await findApp(projectOf(context), params.app);
    const [from, to] = await Promise.all([comparable(app.id, query.from), comparable(app.id, query.to)]);
    return { from: query.from, to: query.to, diff: diffYaml(from, to) };
  },
});

async function comparable(appId: string, number: number): Promise<Record<string, unknown>> {
  const release: Release | null = await db().release.findUnique({
    where: { appId_number: { appId, number } },
  });
  if (!release) throw new Problem('resource.not_found', { what: `release ${number}` });
  const { version: _version, ...spec } = specOf(release);
  return { digest: release.digest, ...spec };
}

import type { z } from 'zod';
import type { recentReleaseSchema } from '@/lib/contract/home';
import { db, type Prisma } from '@/lib/db';
import { VERDICTS } from '@/lib/domain/app';

export type RecentRelease = z.output<typeof recentReleaseSchema>;

const include = { app: { select: { name: true, project: { select: { name: true } } } } } as const;
type Found = Prisma.ReleaseGetPayload<{ include: typeof include }>;

/** The newest releases of some projects. */
export async function recentReleases(
  projects: Prisma.ProjectWhereInput,
  limit: number,
): Promise<RecentRelease[]> {
  const rows = await db().release.findMany({
    where: { app: { project: projects } },
    orderBy: [{ createdAt: 'desc' }, { number: 'desc' }],
    take: limit,
    include,
  });
  return rows.map(releaseOf);
}

/** The newest release of each project, by the project's name. */
export async function lastReleases(projects: readonly string[]): Promise<Map<string, RecentRelease>> {
  const newest = await db().$queryRaw<{ id: string }[]>`
    SELECT DISTINCT ON (a."projectId") r.id
      FROM "Release" r JOIN "App" a ON a.id = r."appId" JOIN "Project" p ON p.id = a."projectId"
     WHERE p.name = ANY(${[...projects]})
     ORDER BY a."projectId", r."createdAt" DESC, r.number DESC`;
  const rows = await db().release.findMany({ where: { id: { in: newest.map((row) => row.id) } }, include });
  return new Map(rows.map((row) => [row.app.project.name, releaseOf(row)]));
}

function releaseOf(row: Found): RecentRelease {
  return {
    project: row.app.project.name,
    app: row.app.name,
    number: row.number,
    image: row.image,
    verdict: VERDICTS.find((verdict) => verdict === row.verdict) ?? null,
    phase: row.phase,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
  };
}

import { db, type Prisma } from '@/lib/db';
import { VERDICTS, type Verdict } from '@/lib/domain/app';

/** The present verdict of an app: that of its newest release. */
export interface AppVerdict {
  project: string;
  app: string;
  verdict: Verdict;
  reason: string;
  message: string;
  params: Record<string, string>;
  since: Date | null;
}

/** The verdicts of every running app of some projects. */
export async function appVerdicts(projects: Prisma.ProjectWhereInput): Promise<AppVerdict[]> {
  const rows = await db().app.findMany({
    where: { project: projects, deletingAt: null, NOT: { desired: { path: ['stopped'], equals: true } } },
    select: {
      name: true,
      project: { select: { name: true } },
      releases: { orderBy: { number: 'desc' }, take: 1 },
    },
  });
  return rows.flatMap(({ name, project, releases: [release] }) =>
    release
      ? [
          {
            project: project.name,
            app: name,
            verdict: VERDICTS.find((verdict) => verdict === release.verdict) ?? 'progressing',
            since: release.verdictAt ?? release.createdAt,
            ...dataOf(release.verdictData),
          },
        ]
      : [],
  );
}

/** Reason, sentence and parameters as they were stored with the verdict. */
function dataOf(data: unknown): { reason: string; message: string; params: Record<string, string> } {
  const parts = data !== null && typeof data === 'object' ? (data as Record<string, unknown>) : {};
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const params = parts['params'] !== null && typeof parts['params'] === 'object' ? parts['params'] : {};
  return {
    reason: text(parts['reason']),
    message: text(parts['message']),
    params: Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)])),
  };
}

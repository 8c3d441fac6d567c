import { db } from '@/lib/db';
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

interface Row {
  project: string;
  app: string;
  verdict: string | null;
  data: unknown;
  since: Date | null;
}

/** The verdicts of every app of some projects. */
export async function appVerdicts(projects: readonly string[]): Promise<AppVerdict[]> {
  const rows = await db().$queryRaw<Row[]>`
    SELECT DISTINCT ON (a.id) p.name AS project, a.name AS app, r.verdict, r."verdictData" AS data,
           COALESCE(r."verdictAt", r."createdAt") AS since
      FROM "App" a JOIN "Project" p ON p.id = a."projectId" JOIN "Release" r ON r."appId" = a.id
     WHERE p.name = ANY(${[...projects]}) AND a."deletingAt" IS NULL
     ORDER BY a.id, r.number DESC`;
  return rows.map((row) => ({
    project: row.project,
    app: row.app,
    verdict: VERDICTS.find((verdict) => verdict === row.verdict) ?? 'progressing',
    since: row.since,
    ...dataOf(row.data),
  }));
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

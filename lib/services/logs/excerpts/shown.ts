import type { LogExcerpt } from '@/lib/db';
import { db } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';

type Head = Omit<LogExcerpt, 'records'>;

/** An excerpt as the API tells it, without its lines. */
export function shownExcerpt(row: Head) {
  return {
    id: row.id,
    from: row.fromStamp,
    to: row.toStamp,
    pods: row.pods,
    container: row.container,
    note: row.note,
    lines: row.lineCount,
    cut: row.cut,
    createdBy: row.createdByName,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  };
}

/** The id of an app; 404 when there is none. */
export async function appIdOf(project: string, app: string): Promise<string> {
  const row = await db().app.findFirst({
    where: { name: app, project: { name: project } },
    select: { id: true },
  });
  if (!row) throw new Problem('resource.not_found', { what: app });
  return row.id;
}

/** The condition under which an excerpt is there: of this app, not expired. */
export function liveExcerpt(appId: string, id?: string) {
  return { appId, expiresAt: { gt: new Date() }, ...(id === undefined ? {} : { id }) };
}

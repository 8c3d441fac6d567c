import { LIVE_PAGE, type ShellRow, type TopicOf } from '@/lib/contract/live';
import { db } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';
import { authorise, projectScope, requireSignIn, type Caller } from '@/lib/services/kernel';
import { watchAs, type FrameListener, type Subscription } from '@/lib/services/live';
import { onShellChanges } from './changes';
import { liveViews } from './list';
import { shellView, shownWhere, withRecording } from './shown';

type Topic = TopicOf<'shells'>;

/**
 * Live: the shell sessions of a project that run, and a page of those that are over, newest first; of the latter only
 * what the caller may see with the rights of that moment. Rejects with a Problem when the caller may not see any.
 */
export function watchShells(
  caller: Caller,
  { project, page }: Topic,
  listener: FrameListener<'shells'>,
): Promise<Subscription> {
  return watchAs(caller, listener, {
    make: async (by) => {
      const principal = requireSignIn(by);
      const resolved = await projectScope(project);
      const { scope } = resolved;
      authorise(principal, 'shell.read', scope);
      if (!resolved.project) throw new Problem('internal');
      const [live, past] = await Promise.all([
        liveViews(resolved.project),
        pastOf(resolved.project, shownWhere({ principal, scope, resolved }), page),
      ]);
      return { lists: { liveShells: { rows: live, total: live.length }, pastShells: past }, info: {} };
    },
    onChange: (_present, changed) => onShellChanges(project, changed),
  });
}

async function pastOf(
  project: Parameters<typeof shellView>[1],
  shown: ReturnType<typeof shownWhere>,
  page: number,
): Promise<{ rows: ShellRow[]; total: number }> {
  const where = { ...shown, endedAt: { not: null } };
  const [rows, total] = await Promise.all([
    db().shellSession.findMany({
      where,
      include: withRecording,
      orderBy: { id: 'desc' },
      skip: (page - 1) * LIVE_PAGE,
      take: LIVE_PAGE,
    }),
    db().shellSession.count({ where }),
  ]);
  return { rows: rows.map((row) => shellView(row, project)), total };
}

import type { getShell } from '@/lib/contract/shells';
import type { Answer } from '@/lib/contract/operation';
import { db, type Prisma, type Project } from '@/lib/db';
import { can, type Principal, type Scope } from '@/lib/domain/access';
import { Problem } from '@/lib/domain/problem';
import type { ResolvedScope } from '@/lib/services/kernel';

const DAY_MS = 86_400_000;

export const withRecording = { recording: true } satisfies Prisma.ShellSessionInclude;
type Row = Prisma.ShellSessionGetPayload<{ include: typeof withRecording }>;

interface Looking {
  principal: Principal;
  scope: Scope;
  resolved: ResolvedScope;
}

/** The sessions that somebody may see: everybody's, or one's own. */
export function shownWhere({ principal, scope, resolved }: Looking): Prisma.ShellSessionWhereInput {
  if (!resolved.project) throw new Problem('internal');
  const { name, createdAt } = resolved.project;
  return {
    projectName: name,
    // An earlier project of the same name may have been somebody else's.
    startedAt: { gte: createdAt },
    ...(can(principal, 'shell.readAll', scope) ? {} : { userId: principal.userId }),
  };
}

/** One of them; 404 for what somebody may not see. */
export async function findShown(looking: Looking, id: string): Promise<Row> {
  const row = await db().shellSession.findFirst({
    where: { ...shownWhere(looking), id },
    include: withRecording,
  });
  if (!row) throw new Problem('resource.not_found', { what: id });
  return row;
}

/** A session as the API tells it. */
export function shellView(row: Row, project: Pick<Project, 'recordingDays'>): Answer<typeof getShell> {
  const running = row.detachedAt ? 'detached' : 'attached';
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
    state: row.endedAt ? 'ended' : running,
    endedBy: row.endedBy,
    recording: recordingView(row, project),
  };
}

function recordingView(
  { recording, endedAt }: Row,
  { recordingDays }: Pick<Project, 'recordingDays'>,
): Answer<typeof getShell>['recording'] {
  if (!recording) return null;
  return {
    state: recordingState(recording, endedAt !== null),
    bytes: recording.size,
    seconds: recording.duration / 1000,
    cut: recording.cut,
    gaps: recording.gaps,
    keptUntil: endedAt ? new Date(endedAt.getTime() + recordingDays * DAY_MS).toISOString() : null,
  };
}

function recordingState({ deletedAt, complete }: NonNullable<Row['recording']>, ended: boolean) {
  if (deletedAt) return 'deleted';
  if (complete) return 'complete';
  return ended ? 'broken' : 'running';
}

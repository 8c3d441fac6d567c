import { db } from '@/lib/db';
import { log } from '@/lib/observability/log';
import { onTouch } from '@/lib/services/kernel';
import { joinShared, type Teller } from '@/lib/services/live';

/** What another replica writes, and how much is recorded, is noticed so often, by one look for all who watch a project. */
const REGULAR_MS = 3000;

/**
 * Calls back when something that lists of a project's shell sessions show may have changed: what this replica wrote at
 * once, the rest within 3 s. Returns how to end that.
 */
export function onShellChanges(project: string, changed: () => void): () => void {
  return joinShared<null>('shell-changes', project, (teller) => begin(project, teller), { value: changed });
}

function begin(project: string, { tell }: Teller<null>): () => void {
  let known: Known | undefined;
  let over = false;
  const look = async () => {
    try {
      const now = await stateOf(project);
      if (over) return;
      const before = known;
      known = now;
      // At first, too: the first page may have been made a moment before.
      if (before?.id !== now.id || before.state !== now.state) tell(null);
    } catch (error) {
      // The database is away: what is shown stands.
      log.debug('shell sessions could not be looked at', { project, error });
    }
  };
  // Touched is touched: one's own acts show at once, also before the first look.
  const leave = onTouch(null, (id) => {
    if (id === null || !known || id === known.id) tell(null);
  });
  void look();
  const timer = setInterval(() => void look(), REGULAR_MS);
  timer.unref();
  return () => {
    over = true;
    clearInterval(timer);
    leave();
  };
}

interface Known {
  /** Of the project; null when there is none any more. */
  id: string | null;
  /** All that lists show of its sessions, as one text. */
  state: string | null;
}

async function stateOf(project: string): Promise<Known> {
  const [known] = await db().$queryRaw<Known[]>`
    SELECT p.id, md5(concat_ws('|', p."recordingDays", count(s.id), count(s."endedAt"), count(r."deletedAt"),
        count(*) FILTER (WHERE r.complete), string_agg(concat_ws(',', s.id, s."detachedAt", s."endedBy", r.size), ';'
        ORDER BY s.id) FILTER (WHERE s."endedAt" IS NULL))) AS state
      FROM "Project" p
      LEFT JOIN "ShellSession" s ON s."projectName" = p.name AND s."startedAt" >= p."createdAt"
      LEFT JOIN "ShellRecording" r ON r."sessionId" = s.id
     WHERE p.name = ${project}
     GROUP BY p.id`;
  return known ?? { id: null, state: null };
}

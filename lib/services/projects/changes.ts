import { db } from '@/lib/db';
import { can, type Principal } from '@/lib/domain/access';
import { clusterCache, onClusterState } from '@/lib/kube';
import { log } from '@/lib/observability/log';
import { onTouch } from '@/lib/services/kernel';
import { joinShared, type Teller } from '@/lib/services/live';

/** A project of which something that lists show has changed; null: any may have. */
type Changed = { name: string; tenantId: string } | null;

/** Rows that another replica writes are noticed so often, by one look for all who watch. */
const REGULAR_MS = 3000;

/**
 * Calls back when something that lists of projects show has changed for somebody: rows written here at once, those of
 * other replicas within 3 s, the use of a quota and whether a cluster answers as the shared caches hear of it. Returns
 * how to end that.
 */
export function onProjectChanges(present: () => Principal, changed: () => void): () => void {
  return joinShared<Changed>('project-changes', '', begin, {
    value: (project) => {
      if (project === null || isSeen(present(), project)) changed();
    },
  });
}

function isSeen(principal: Principal, { name, tenantId }: NonNullable<Changed>): boolean {
  return can(principal, 'project.read', { kind: 'project', project: name, tenantId });
}

interface Known {
  id: string;
  name: string;
  tenantId: string;
  clusterName: string;
  /** All of its rows that lists show, as one text. */
  state: string;
}

function begin({ tell }: Teller<Changed>): () => void {
  let known = new Map<string, Known>();
  let first = true;
  let over = false;
  const clusters = new Map<string, () => void>();
  const look = async () => {
    try {
      const now = new Map((await states()).map((project) => [project.id, project]));
      if (over) return;
      const before = known;
      known = now;
      for (const { clusterName } of now.values()) {
        if (!clusters.has(clusterName)) clusters.set(clusterName, followCluster(clusterName, byName, tell));
      }
      if (!first) for (const project of differing(before, now)) tell(project);
      first = false;
    } catch (error) {
      // The database is away: what is shown stands.
      log.debug('projects could not be looked at', { error });
    }
  };
  const byName = (name: string) => [...known.values()].find((project) => project.name === name);
  const leave = onTouch(null, (id) => tell(id === null ? null : (known.get(id) ?? null)));
  void look();
  const timer = setInterval(() => void look(), REGULAR_MS);
  timer.unref();
  return () => {
    over = true;
    clearInterval(timer);
    leave();
    for (const end of clusters.values()) end();
  };
}

function followCluster(
  cluster: string,
  byName: (name: string) => Known | undefined,
  tell: (changed: Changed) => void,
): () => void {
  const ends = [
    onClusterState(cluster, () => tell(null)),
    clusterCache(cluster).quotas.subscribe(null, (change) => {
      const project = change.type === 'fresh' ? undefined : byName(change.row.namespace);
      if (project) tell(project);
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

function differing(before: Map<string, Known>, now: Map<string, Known>): Known[] {
  const changed = [...now.values()].filter((project) => before.get(project.id)?.state !== project.state);
  const gone = [...before.values()].filter((project) => !now.has(project.id));
  return [...changed, ...gone];
}

/** Every project with a digest of what lists show of its rows: its own, and each app's newest release. */
function states(): Promise<Known[]> {
  return db().$queryRaw<Known[]>`
    SELECT p.id, p.name, p."tenantId", p."clusterName", md5(concat_ws('|', p."displayName", p.environment, p.phase,
        p."phaseDetail", p.quota, t."displayName", string_agg(concat_ws(',', a.name, a.desired, a."deletingAt",
        r.id, r.phase, r.verdict, r."verdictData"), ';' ORDER BY a.id))) AS state
      FROM "Project" p
      JOIN "Tenant" t ON t.id = p."tenantId"
      LEFT JOIN "App" a ON a."projectId" = p.id
      LEFT JOIN LATERAL (
        SELECT id, phase, verdict, "verdictData" FROM "Release" WHERE "appId" = a.id ORDER BY number DESC LIMIT 1
      ) r ON true
     GROUP BY p.id, t.id`;
}

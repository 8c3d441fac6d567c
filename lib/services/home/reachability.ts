import { refreshPrincipal } from '@/lib/auth';
import type { Reachability } from '@/lib/contract/live';
import { db } from '@/lib/db';
import type { Principal } from '@/lib/domain/access';
import { clusterState, onClusterState } from '@/lib/kube';
import { log } from '@/lib/observability/log';
import { requireSignIn, type Caller } from '@/lib/services/kernel';
import { databasePulse } from '@/lib/services/platform';
import { visibleClusters } from './scope';

/** Which clusters there are, and whether one still may know, is looked up so often. */
const EVERY_MS = 5_000;

interface Listener {
  snapshot: (value: Reachability) => void;
  ended: (reason: 'signed-out') => void;
}

interface Row {
  name: string;
  title: string;
}

/**
 * Live: whether the database and the clusters of the caller's projects can be reached, since when not. Each change is
 * told when it is noticed; while the database is away, what was known of clusters stands.
 */
export async function watchReachability(caller: Caller, listener: Listener): Promise<{ close: () => void }> {
  const watch = new Watch(requireSignIn(caller), listener);
  await watch.begin();
  return watch;
}

class Watch {
  private rows: Row[] = [];
  private clusterEnds: (() => void)[] = [];
  private readonly endDatabase: () => void;
  private readonly timer: NodeJS.Timeout;
  private over = false;
  private last = '';

  constructor(
    private readonly principal: Principal,
    private readonly listener: Listener,
  ) {
    this.endDatabase = databasePulse().subscribe(() => void this.send());
    this.timer = setInterval(() => void this.look(), EVERY_MS);
    this.timer.unref();
  }

  async begin(): Promise<void> {
    await this.look();
  }

  close(): void {
    this.over = true;
    clearInterval(this.timer);
    this.endDatabase();
    for (const end of this.clusterEnds) end();
  }

  private async look(): Promise<void> {
    try {
      const now = await refreshPrincipal(this.principal);
      if (this.over) return;
      if (!now) {
        this.close();
        this.listener.ended('signed-out');
        return;
      }
      const rows = await db().cluster.findMany({
        where: visibleClusters(now),
        select: { name: true, title: true },
        orderBy: { name: 'asc' },
      });
      if (this.over) return;
      this.follow(rows);
    } catch (error) {
      log.debug('it could not be looked up which clusters somebody sees', { error });
    }
    await this.send();
  }

  private follow(rows: Row[]): void {
    const before = this.rows.map(({ name }) => name).join();
    this.rows = rows;
    if (before === rows.map(({ name }) => name).join()) return;
    const old = this.clusterEnds;
    this.clusterEnds = rows.map(({ name }) => onClusterState(name, () => void this.send()));
    for (const end of old) end();
  }

  private async send(): Promise<void> {
    const clusters = await Promise.all(
      this.rows.map(async ({ name, title }) => {
        const { reachable, since } = await clusterState(name);
        return { name, title: title || name, reachable, since: iso(since) };
      }),
    );
    const database = await databasePulse().known();
    if (this.over) return;
    const value: Reachability = {
      database:
        database.state === 'down'
          ? { reachable: false, since: iso(database.since) }
          : { reachable: true, since: null },
      clusters,
    };
    const text = JSON.stringify(value);
    if (text === this.last) return;
    this.last = text;
    this.listener.snapshot(value);
  }
}

function iso(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

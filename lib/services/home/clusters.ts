import { listClusterStates as operation } from '@/lib/contract/home';
import type { Answer } from '@/lib/contract/operation';
import { db } from '@/lib/db';
import { can } from '@/lib/domain/access';
import { isProblem } from '@/lib/domain/problem';
import { asConsole } from '@/lib/kube';
import { singleton } from '@/lib/runtime/singleton';
import { useCase } from '@/lib/services/kernel';
import { visibleProjects } from './scope';

type State = Pick<Answer<typeof operation>['items'][number], 'reachable' | 'detail'>;

// Every open page asks; the cluster is asked once in this time.
const FRESH_MS = 5_000;
const PATIENCE_MS = 3_000;

/** Whether the clusters of the caller's projects answer; administrators see every cluster. */
export const listClusterStates = useCase(operation, {
  run: async ({ principal }) => {
    const rows = await db().cluster.findMany({
      where: principal.platformRole === 'admin' ? {} : { projects: { some: visibleProjects(principal) } },
      orderBy: { name: 'asc' },
    });
    // The reason may name addresses inside; only administrators get it.
    const open = can(principal, 'clusters.read', { kind: 'platform' });
    const items = rows.map(async ({ name, title }) => {
      const { reachable, detail } = await stateOf(name);
      return { name, title, reachable, detail: open ? detail : '' };
    });
    return { items: await Promise.all(items) };
  },
});

async function stateOf(cluster: string): Promise<State> {
  const known = singleton('cluster-states', () => new Map<string, { at: number; state: Promise<State> }>());
  const old = known.get(cluster);
  if (old && Date.now() - old.at < FRESH_MS) return old.state;
  const state = ask(cluster);
  known.set(cluster, { at: Date.now(), state });
  return state;
}

async function ask(cluster: string): Promise<State> {
  try {
    const { gitVersion } = await asConsole(cluster).raw<{ gitVersion: string }>(
      '/version',
      AbortSignal.timeout(PATIENCE_MS),
    );
    return { reachable: true, detail: gitVersion };
  } catch (error) {
    return { reachable: false, detail: isProblem(error) ? error.message : '' };
  }
}

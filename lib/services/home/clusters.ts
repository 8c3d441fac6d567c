import { listClusterStates as operation } from '@/lib/contract/home';
import { db } from '@/lib/db';
import { can } from '@/lib/domain/access';
import { clusterState } from '@/lib/kube';
import { useCase } from '@/lib/services/kernel';
import { visibleClusters } from './scope';

/** Whether the clusters of the caller's projects answer; administrators see every cluster. */
export const listClusterStates = useCase(operation, {
  run: async ({ principal }) => {
    const rows = await db().cluster.findMany({ where: visibleClusters(principal), orderBy: { name: 'asc' } });
    // The reason may name addresses inside; only administrators get it.
    const open = can(principal, 'clusters.read', { kind: 'platform' });
    const items = rows.map(async ({ name, title }) => {
      const { reachable, since, why } = await clusterState(name);
      return {
        name,
        title: title || name,
        reachable,
        since: since === null ? null : new Date(since).toISOString(),
        detail: open ? why : '',
      };
    });
    return { items: await Promise.all(items) };
  },
});

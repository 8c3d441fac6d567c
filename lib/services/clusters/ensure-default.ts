import { db } from '@/lib/db';
import { DEFAULT_CLUSTER } from '@/lib/kube';

/** Makes sure that the cluster of BERTH_KUBECONFIG is registered; called at each start. */
export async function ensureDefaultCluster(): Promise<void> {
  await db().cluster.upsert({
    where: { name: DEFAULT_CLUSTER },
    create: { name: DEFAULT_CLUSTER, title: DEFAULT_CLUSTER },
    update: {},
  });
}

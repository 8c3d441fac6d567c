import { getProjectUsage as operation } from '@/lib/contract/projects';
import { APP_LABEL } from '@/lib/domain/app';
import { quotaUse, readQuota, sumPodResources, type PodResources } from '@/lib/domain/project';
import type { KubeObject } from '@/lib/kube';
import { kubeAs, projectOf, useCase } from '@/lib/services/kernel';
import { loadRow } from './rows';
import { usedIn } from './usage-source';

/** The quota with today's use of it, and the share of each app. */
export const getProjectUsage = useCase(operation, {
  run: async (context) => {
    const row = await loadRow(projectOf(context).id);
    const quota = readQuota(row.quota);
    const { signal } = context.caller;
    const [used, pods] = await Promise.all([
      usedIn(row, signal),
      kubeAs(context.principal, row).list(
        { apiVersion: 'v1', kind: 'Pod', namespace: row.name },
        { fieldSelector: 'status.phase!=Succeeded,status.phase!=Failed', signal },
      ),
    ]);
    return { quota, usage: quotaUse(quota, used ?? {}), apps: byApp(pods) };
  },
});

function byApp(pods: readonly KubeObject[]) {
  const groups = new Map<string | null, KubeObject[]>();
  for (const pod of pods) {
    const app = pod.metadata.labels?.[APP_LABEL] ?? null;
    groups.set(app, [...(groups.get(app) ?? []), pod]);
  }
  return [...groups]
    .map(([app, members]) => ({
      app,
      pods: members.length,
      ...sumPodResources(members.map((pod) => pod['spec'] as PodResources)),
    }))
    .sort((a, b) => (a.app === null ? 1 : b.app === null ? -1 : a.app.localeCompare(b.app)));
}

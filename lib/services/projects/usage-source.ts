import { QUOTA_NAME, quotaUse, readQuota, type QuotaUse } from '@/lib/domain/project';
import { asConsole, clusterCache } from '@/lib/kube';
import { log } from '@/lib/observability/log';
import { inTime } from '@/lib/runtime/in-time';
import type { ProjectRow } from './rows';

// A list of projects must not wait for a cluster that does not answer.
const PATIENCE_MS = 3000;

/** Today's use of one project's quota as the cluster counts it now, by the keys of its ResourceQuota; null when there is none. */
export async function usedIn(row: ProjectRow, signal?: AbortSignal): Promise<Record<string, string> | null> {
  const ref = { apiVersion: 'v1', kind: 'ResourceQuota', namespace: row.name, name: QUOTA_NAME };
  const quota = await asConsole(row.clusterName).find(ref, signal);
  if (!quota) return null;
  return (quota['status'] as { used?: Record<string, string> } | undefined)?.used ?? {};
}

/** Today's use of many projects from the shared caches, by project; those of a cluster that can't be asked are missing. */
export async function useOfMany(rows: readonly ProjectRow[]): Promise<Map<string, QuotaUse[]>> {
  const result = new Map<string, QuotaUse[]>();
  const clusters = new Set(rows.map((row) => row.clusterName));
  await Promise.all(
    [...clusters].map(async (cluster) => {
      if (!(await isReady(cluster))) return;
      const { quotas } = clusterCache(cluster);
      for (const row of rows) {
        if (row.clusterName !== cluster) continue;
        const quota = quotas.now(row.name).find(({ name }) => name === QUOTA_NAME);
        if (quota) result.set(row.name, quotaUse(readQuota(row.quota), quota.used));
      }
    }),
  );
  return result;
}

async function isReady(cluster: string): Promise<boolean> {
  const listed = clusterCache(cluster)
    .quotas.list('')
    .then(
      () => true,
      (error: unknown) => {
        log.warn('use of quotas is not known', { cluster, error });
        return false;
      },
    );
  return inTime(listed, PATIENCE_MS, false);
}

import { LABELS, QUOTA_NAME, quotaUse, readQuota, type QuotaUse } from '@/lib/domain/project';
import { asConsole, type KubeObject } from '@/lib/kube';
import { log } from '@/lib/observability/log';
import type { ProjectRow } from './rows';

// A list of projects must not wait for a cluster that does not answer.
const PATIENCE_MS = 3000;

/** Today's use of the quota of one project, by the keys of its ResourceQuota; null when there is none yet. */
export async function usedIn(row: ProjectRow, signal?: AbortSignal): Promise<Record<string, string> | null> {
  const ref = { apiVersion: 'v1', kind: 'ResourceQuota', namespace: row.name, name: QUOTA_NAME };
  const quota = await asConsole(row.clusterName).find(ref, signal);
  return quota ? usedOf(quota) : null;
}

/** Today's use of many projects, by project; those of a cluster that can't be asked are missing. */
export async function useOfMany(rows: readonly ProjectRow[]): Promise<Map<string, QuotaUse[]>> {
  const result = new Map<string, QuotaUse[]>();
  const clusters = new Set(rows.map((row) => row.clusterName));
  await Promise.all(
    [...clusters].map(async (cluster) => {
      const mine = rows.filter((row) => row.clusterName === cluster);
      const used = await usedByNamespace(cluster, mine);
      for (const row of mine) {
        const amounts = used.get(row.name);
        if (amounts) result.set(row.name, quotaUse(readQuota(row.quota), amounts));
      }
    }),
  );
  return result;
}

async function usedByNamespace(
  cluster: string,
  rows: readonly ProjectRow[],
): Promise<Map<string, Record<string, string>>> {
  const [only, ...others] = rows;
  const ref = { apiVersion: 'v1', kind: 'ResourceQuota' };
  try {
    const quotas = await asConsole(cluster).list(
      only && others.length === 0 ? { ...ref, namespace: only.name } : ref,
      { labelSelector: `${LABELS.managed}=true`, signal: AbortSignal.timeout(PATIENCE_MS) },
    );
    return new Map(
      quotas
        .filter((quota) => quota.metadata.name === QUOTA_NAME)
        .map((quota) => [quota.metadata.namespace ?? '', usedOf(quota)]),
    );
  } catch (error) {
    log.warn('use of quotas is not known', { cluster, error });
    return new Map();
  }
}

function usedOf(quota: KubeObject): Record<string, string> {
  return ((quota['status'] as { used?: Record<string, string> } | undefined)?.used ?? {}) as Record<
    string,
    string
  >;
}

import type { z } from 'zod';
import type { healthSchema } from '@/lib/contract/projects';
import { db } from '@/lib/db';
import { VERDICTS, type Verdict } from '@/lib/domain/app';

export type Health = z.output<typeof healthSchema>;

/** A project without apps. */
export function noApps(): Health {
  return { apps: 0, available: 0, progressing: 0, degraded: 0, failed: 0, stopped: 0 };
}

/** What became of the apps of projects, by project id: the verdict of each app's latest release, or that it is stopped. */
export async function healthOf(projectIds: readonly string[]): Promise<Map<string, Health>> {
  const rows = await db().$queryRaw<{ projectId: string; stopped: boolean; verdict: string | null }[]>`
    SELECT a."projectId", COALESCE((a.desired->>'stopped')::boolean, false) AS stopped, r.verdict
    FROM "App" a
    LEFT JOIN LATERAL (
      SELECT verdict FROM "Release" WHERE "appId" = a.id ORDER BY number DESC LIMIT 1
    ) r ON true
    WHERE a."projectId" = ANY(${[...projectIds]}::uuid[]) AND a."deletingAt" IS NULL`;
  const result = new Map<string, Health>();
  for (const row of rows) {
    const health = result.get(row.projectId) ?? noApps();
    const verdict: Verdict = row.stopped
      ? 'stopped'
      : (VERDICTS.find((known) => known === row.verdict) ?? 'progressing');
    result.set(row.projectId, { ...health, apps: health.apps + 1, [verdict]: health[verdict] + 1 });
  }
  return result;
}

import { config } from '@/lib/config';
import type { getProject } from '@/lib/contract/projects';
import type { Answer } from '@/lib/contract/operation';
import { permissionsIn, projectAccess, projectRole, type Principal } from '@/lib/domain/access';
import { Problem } from '@/lib/domain/problem';
import { readQuota, type QuotaUse } from '@/lib/domain/project';
import { healthOf, noApps, type Health } from './health';
import { readPhaseProblem } from './phase';
import { loadRow, type ProjectRow } from './rows';
import { useOfMany } from './usage-source';

/** A project as the caller sees it. */
function shownProject(
  principal: Principal,
  row: ProjectRow,
  usage: QuotaUse[] | null,
  health: Health,
): Answer<typeof getProject> {
  const scope = { kind: 'project', project: row.name, tenantId: row.tenantId } as const;
  const access = projectAccess(principal, scope);
  if (!access) throw new Problem('resource.not_found', { what: row.name });
  return {
    name: row.name,
    displayName: row.displayName,
    tenant: row.tenant.name,
    tenantDisplayName: row.tenant.displayName,
    cluster: row.clusterName,
    environment: row.environment,
    podSecurity: row.podSecurity,
    phase: row.phase,
    problem: readPhaseProblem(row.phaseDetail),
    quota: readQuota(row.quota),
    usage,
    health,
    shells: {
      record: row.recordShells || config().BERTH_SHELL_RECORDING_REQUIRED,
      recordingRequired: config().BERTH_SHELL_RECORDING_REQUIRED,
      recordingDays: row.recordingDays,
    },
    createdAt: row.createdAt.toISOString(),
    role: projectRole(principal, scope),
    rights: access.rights,
    permissions: [...permissionsIn(principal, scope)],
  };
}

/** Several projects as the caller sees them, with use and health asked for once. */
export async function shownProjects(
  principal: Principal,
  rows: readonly ProjectRow[],
): Promise<Answer<typeof getProject>[]> {
  const [usage, health] = await Promise.all([useOfMany(rows), healthOf(rows.map((row) => row.id))]);
  return rows.map((row) =>
    shownProject(principal, row, usage.get(row.name) ?? null, health.get(row.id) ?? noApps()),
  );
}

/** The answer for one project by id, read anew. */
export async function answerFor(principal: Principal, id: string): Promise<Answer<typeof getProject>> {
  const row = await loadRow(id);
  const [answer] = await shownProjects(principal, [row]);
  if (!answer) throw new Problem('resource.not_found', { what: row.name });
  return answer;
}

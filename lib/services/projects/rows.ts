import { db, type Prisma } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';
import { readQuota, type ProjectSpec } from '@/lib/domain/project';

/** What answers and manifests of a project are made of. */
export const projectInclude = {
  tenant: { select: { name: true, displayName: true } },
} satisfies Prisma.ProjectInclude;

export type ProjectRow = Prisma.ProjectGetPayload<{ include: typeof projectInclude }>;

/** A project's row by id; 404 when it is gone. */
export async function loadRow(id: string): Promise<ProjectRow> {
  const row = await db().project.findUnique({ where: { id }, include: projectInclude });
  if (!row) throw new Problem('resource.not_found', { what: 'project' });
  return row;
}

/** What decides the project's objects in the cluster. */
export function specOf(row: ProjectRow): ProjectSpec {
  return {
    id: row.id,
    name: row.name,
    tenant: row.tenant.name,
    environment: row.environment,
    podSecurity: row.podSecurity,
    quota: readQuota(row.quota),
  };
}

/** What the audit keeps of a project. */
export function auditedProject(row: ProjectRow) {
  return {
    name: row.name,
    tenant: row.tenant.name,
    displayName: row.displayName,
    environment: row.environment,
    podSecurity: row.podSecurity,
    recordShells: row.recordShells,
    recordingDays: row.recordingDays,
    quota: readQuota(row.quota),
    phase: row.phase,
  };
}

/** Throws for a project that is on its way out. */
export function refuseDeleting(row: { name: string; phase: string }): void {
  if (row.phase === 'deleting') throw new Problem('project.deleting', { project: row.name });
}

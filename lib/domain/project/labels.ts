/** Labels that Berth puts on what it makes. */
export const LABELS = {
  managed: 'berth.dev/managed',
  project: 'berth.dev/project',
  projectId: 'berth.dev/project-id',
  tenant: 'berth.dev/tenant',
  environment: 'berth.dev/environment',
} as const;

/** A project as its objects in the cluster need it. */
export interface ProjectIdentity {
  id: string;
  name: string;
  tenant: string;
}

/** The labels of an object that belongs to a project itself (not to an app in it). */
export function projectLabels(project: ProjectIdentity): Record<string, string> {
  return {
    'app.kubernetes.io/managed-by': 'berth',
    [LABELS.managed]: 'true',
    [LABELS.project]: project.name,
    [LABELS.projectId]: project.id,
    [LABELS.tenant]: project.tenant,
  };
}

/** True when a namespace is the one that Berth made for this project, and no other. */
export function isNamespaceOf(
  labels: Record<string, string> | undefined,
  project: Pick<ProjectIdentity, 'id'>,
): boolean {
  return labels?.[LABELS.managed] === 'true' && labels[LABELS.projectId] === project.id;
}

import type { ProjectRights, ProjectRole } from './roles';

/** The user name under which a Berth user appears at the API server. */
export function kubeUser(userId: string): string {
  return `berth:user:${userId}`;
}

/** The impersonation groups of a role and its rights in a project; RoleBindings of the project name the same. */
export function kubeGroups(project: string, access: { role: ProjectRole; rights: ProjectRights }): string[] {
  const rights = (['logs', 'exec', 'secrets'] as const).filter((right) => access.rights[right]);
  return [
    `berth:project:${project}:${access.role}`,
    ...rights.map((right) => `berth:project:${project}:${right}`),
  ];
}

/** The group that may read logs in a project, and nothing else. */
export function logsGroup(project: string): string {
  return `berth:project:${project}:logs`;
}

/** Every group that can exist for a project, for its RoleBindings and the console's right to impersonate. */
export function allKubeGroups(project: string): string[] {
  return ['owner', 'developer', 'viewer', 'logs', 'exec', 'secrets'].map(
    (part) => `berth:project:${project}:${part}`,
  );
}

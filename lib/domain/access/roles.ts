import { PERMISSIONS, type Permission } from './permissions';

export type PlatformRole = 'admin' | 'user';
export type TenantRole = 'owner' | 'member';
export type ProjectRole = 'owner' | 'developer' | 'viewer';

/** The rights that a project membership carries beside its role. */
export interface ProjectRights {
  logs: boolean;
  exec: boolean;
  secrets: boolean;
}

export const ALL_RIGHTS: ProjectRights = { logs: true, exec: true, secrets: true };

/** The rights that a role starts with when a member is added without naming any. */
export const DEFAULT_RIGHTS: Record<ProjectRole, ProjectRights> = {
  owner: ALL_RIGHTS,
  developer: { logs: true, exec: true, secrets: false },
  viewer: { logs: true, exec: false, secrets: false },
};

const TENANT_ROLES: Record<TenantRole, readonly Permission[]> = {
  member: ['tenant.read'],
  owner: ['tenant.read', 'tenant.members.manage', 'tenant.projects.create'],
};

const PROJECT_ROLES: Record<ProjectRole, readonly Permission[]> = {
  viewer: ['project.read'],
  developer: ['project.read', 'app.deploy', 'app.delete'],
  owner: [
    'project.read',
    'app.deploy',
    'app.delete',
    'project.update',
    'project.delete',
    'project.members.manage',
    'project.audit.read',
    'shell.read',
    'shell.readAll',
    'shell.end',
  ],
};

const RIGHT_PERMISSIONS: Record<keyof ProjectRights, readonly Permission[]> = {
  logs: ['logs.read'],
  exec: ['shell.open', 'shell.read'],
  secrets: ['secrets.manage'],
};

/** Permissions of a tenant role, inside that tenant. */
export function tenantPermissions(role: TenantRole): readonly Permission[] {
  return TENANT_ROLES[role];
}

/** Permissions of a project role with its rights, inside that project. */
export function projectPermissions(role: ProjectRole, rights: ProjectRights): Permission[] {
  const extra = (Object.keys(RIGHT_PERMISSIONS) as (keyof ProjectRights)[])
    .filter((right) => rights[right])
    .flatMap((right) => RIGHT_PERMISSIONS[right]);
  return [...new Set([...PROJECT_ROLES[role], ...extra])];
}

/** Every permission there is, for administrators. */
export const EVERY_PERMISSION = Object.keys(PERMISSIONS) as Permission[];

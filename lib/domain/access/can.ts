import type { Permission } from './permissions';
import {
  ALL_RIGHTS,
  EVERY_PERMISSION,
  projectPermissions,
  tenantPermissions,
  type PlatformRole,
  type ProjectRights,
  type ProjectRole,
  type TenantRole,
} from './roles';

/** Somebody who was authenticated, with all memberships. Tenants are keyed by id, projects by name. */
export interface Principal {
  userId: string;
  name: string;
  displayName: string;
  platformRole: PlatformRole;
  tenants: Record<string, TenantRole>;
  projects: Record<string, { role: ProjectRole; rights: ProjectRights }>;
  via: 'session' | 'token' | 'cli' | 'job';
  /** True in a browser of somebody whose password was set by another: nothing but choosing one is allowed. */
  mustChange: boolean;
  /** Session or token id, so that streams can check that it still holds. */
  credentialId: string;
}

/** What is acted upon: a project always with the tenant that owns it. */
export type Scope =
  | { kind: 'platform' }
  | { kind: 'tenant'; tenantId: string }
  | { kind: 'project'; project: string; tenantId: string };

/** Role and rights that somebody has in a project: tenant owners and administrators own every project of theirs. */
export function projectAccess(
  principal: Principal,
  scope: { project: string; tenantId: string },
): { role: ProjectRole; rights: ProjectRights } | null {
  if (principal.platformRole === 'admin') return { role: 'owner', rights: ALL_RIGHTS };
  if (principal.tenants[scope.tenantId] === 'owner') return { role: 'owner', rights: ALL_RIGHTS };
  return principal.projects[scope.project] ?? null;
}

/** The role that somebody was given in a project, by it or as owner of its tenant; null for an administrator who was given none. */
export function projectRole(
  principal: Principal,
  scope: { project: string; tenantId: string },
): ProjectRole | null {
  if (principal.tenants[scope.tenantId] === 'owner') return 'owner';
  return principal.projects[scope.project]?.role ?? null;
}

/** All permissions of a principal in a scope. */
export function permissionsIn(principal: Principal, scope: Scope): readonly Permission[] {
  if (principal.platformRole === 'admin') return EVERY_PERMISSION;
  if (scope.kind === 'platform') return [];
  if (scope.kind === 'tenant') {
    const role = principal.tenants[scope.tenantId];
    return role ? tenantPermissions(role) : [];
  }
  const access = projectAccess(principal, scope);
  return access ? projectPermissions(access.role, access.rights) : [];
}

/** The one decision: may this principal do that there? */
export function can(principal: Principal, permission: Permission, scope: Scope): boolean {
  return permissionsIn(principal, scope).includes(permission);
}

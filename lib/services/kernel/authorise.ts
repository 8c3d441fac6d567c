import type { Access } from '@/lib/contract/operation';
import { can, type Permission, type Principal, type Scope } from '@/lib/domain/access';
import { Problem } from '@/lib/domain/problem';
import { db, type Project, type Tenant } from '@/lib/db';
import type { Caller } from './caller';

/** A scope with the rows that it names. */
export interface ResolvedScope {
  scope: Scope;
  tenant?: Tenant;
  project?: Project;
}

/** The scope that a path names by `{project}` or `{tenant}`; 404 when there is no such row. */
export async function resolveScope(path: string, params: unknown): Promise<ResolvedScope> {
  const values = (params ?? {}) as Record<string, unknown>;
  if (path.startsWith('/projects/{project}')) return projectScope(String(values['project']));
  if (path.startsWith('/tenants/{tenant}')) return tenantScope(String(values['tenant']));
  return { scope: { kind: 'platform' } };
}

/** The scope of a project by name; 404 when there is none. */
export async function projectScope(name: string): Promise<ResolvedScope> {
  const row = await db().project.findUnique({ where: { name }, include: { tenant: true } });
  if (!row) throw new Problem('resource.not_found', { what: name });
  const { tenant, ...project } = row;
  return { scope: { kind: 'project', project: project.name, tenantId: project.tenantId }, project, tenant };
}

/** The scope of a tenant by name; 404 when there is none. */
export async function tenantScope(name: string): Promise<ResolvedScope> {
  const tenant = await db().tenant.findUnique({ where: { name } });
  if (!tenant) throw new Problem('resource.not_found', { what: name });
  return { scope: { kind: 'tenant', tenantId: tenant.id }, tenant };
}

/**
 * The caller's principal; 401 without one, 403 while a password that somebody else set has to be changed first, unless
 * the operation is for that.
 */
export function requireSignIn(caller: Caller, operation: { beforePasswordChange?: boolean } = {}): Principal {
  if (!caller.principal) throw new Problem('auth.required');
  if (caller.principal.mustChange && !operation.beforePasswordChange)
    throw new Problem('auth.change_password');
  return caller.principal;
}

const READ_OF: Record<Scope['kind'], Permission | null> = {
  platform: null,
  tenant: 'tenant.read',
  project: 'project.read',
};

/**
 * Throws unless the principal may. Somebody who may not even see the tenant or project gets 404, as if it were not
 * there; who sees it but lacks the permission gets 403 with the permission's name. `tenantName` makes the 404 of a
 * tenant's scope read as that of a tenant that does not exist.
 */
export function authorise(principal: Principal, access: Access, scope: Scope, tenantName = 'tenant'): void {
  if (access === 'public' || access === 'signed-in') return;
  if (can(principal, access, scope)) return;
  const read = READ_OF[scope.kind];
  if (read && !can(principal, read, scope)) {
    throw new Problem('resource.not_found', { what: scope.kind === 'project' ? scope.project : tenantName });
  }
  throw new Problem('auth.forbidden', { permission: access });
}

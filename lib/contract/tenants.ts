import { z } from 'zod';
import { userNameSchema } from '@/lib/domain/identity';
import { cpuCapSchema, memoryCapSchema } from '@/lib/domain/project';
import {
  confirmQuery,
  emptySchema,
  nameSchema,
  pageOf,
  pageQuery,
  searchSchema,
  timeSchema,
  titleSchema,
} from './common';
import { operation } from './operation';

const tenantParams = z.object({ tenant: nameSchema });
const memberParams = z.object({ tenant: nameSchema, user: userNameSchema });

export const tenantRoleSchema = z.enum(['owner', 'member']);

export const tenantSchema = z.object({
  name: z.string(),
  displayName: z.string(),
  /** Caps on the quotas of all projects together; null is no cap. */
  cpuQuota: z.string().nullable(),
  memoryQuota: z.string().nullable(),
  /** What the quotas of its projects add up to. */
  given: z.object({ cpu: z.string(), memory: z.string() }),
  projects: z.number().int(),
  members: z.number().int(),
  createdAt: timeSchema,
  /** The caller's own role; null for an administrator who is no member. */
  role: tenantRoleSchema.nullable(),
  /** What the caller may do with the tenant. */
  permissions: z.array(z.string()),
});

export const tenantMemberSchema = z.object({
  name: z.string(),
  displayName: z.string(),
  role: tenantRoleSchema,
  /** True for an account that can't sign in. */
  disabled: z.boolean(),
  since: timeSchema,
});

/** Somebody who could be made a member: names only. */
export const candidateSchema = z.object({ name: z.string(), displayName: z.string() });
export const candidatesQuery = z.object({ search: searchSchema.default('') });

export const listTenants = operation({
  id: 'tenants.list',
  method: 'GET',
  path: '/tenants',
  summary: 'List the tenants that you belong to; administrators see all',
  access: 'signed-in',
  query: pageQuery.extend({ search: searchSchema.optional() }),
  response: pageOf(tenantSchema),
});
export const createTenant = operation({
  id: 'tenants.create',
  method: 'POST',
  path: '/tenants',
  summary: 'Create a tenant',
  access: 'tenants.create',
  audit: 'tenant.create',
  idempotent: true,
  body: z.strictObject({
    name: nameSchema,
    displayName: titleSchema.optional(),
    owner: userNameSchema.optional().meta({ description: 'User who becomes its first owner.' }),
    cpuQuota: cpuCapSchema.nullable().optional(),
    memoryQuota: memoryCapSchema.nullable().optional(),
  }),
  response: tenantSchema,
  status: 201,
});
export const getTenant = operation({
  id: 'tenants.get',
  method: 'GET',
  path: '/tenants/{tenant}',
  summary: 'A tenant',
  access: 'tenant.read',
  params: tenantParams,
  response: tenantSchema,
});
export const updateTenant = operation({
  id: 'tenants.update',
  method: 'PATCH',
  path: '/tenants/{tenant}',
  summary: 'Change a tenant’s title and caps',
  access: 'tenant.manage',
  audit: 'tenant.update',
  params: tenantParams,
  body: z.strictObject({
    displayName: titleSchema.optional(),
    cpuQuota: cpuCapSchema.nullable().optional(),
    memoryQuota: memoryCapSchema.nullable().optional(),
  }),
  response: tenantSchema,
});
export const deleteTenant = operation({
  id: 'tenants.delete',
  method: 'DELETE',
  path: '/tenants/{tenant}',
  summary: 'Delete a tenant that has no projects',
  access: 'tenant.manage',
  audit: 'tenant.delete',
  params: tenantParams,
  query: confirmQuery,
  response: emptySchema,
  status: 204,
});
export const listTenantMembers = operation({
  id: 'tenants.members',
  method: 'GET',
  path: '/tenants/{tenant}/members',
  summary: 'Members of a tenant',
  access: 'tenant.read',
  params: tenantParams,
  query: pageQuery.extend({ search: searchSchema.optional() }),
  response: pageOf(tenantMemberSchema),
});
export const putTenantMember = operation({
  id: 'tenants.putMember',
  method: 'PUT',
  path: '/tenants/{tenant}/members/{user}',
  summary: 'Add a member or change its role',
  access: 'tenant.members.manage',
  audit: 'tenant.member.put',
  params: memberParams,
  body: z.strictObject({ role: tenantRoleSchema.default('member') }),
  response: tenantMemberSchema,
});
export const deleteTenantMember = operation({
  id: 'tenants.deleteMember',
  method: 'DELETE',
  path: '/tenants/{tenant}/members/{user}',
  summary: 'Remove a member, also from the tenant’s projects',
  access: 'tenant.members.manage',
  audit: 'tenant.member.delete',
  params: memberParams,
  response: emptySchema,
  status: 204,
});
export const listTenantCandidates = operation({
  id: 'tenants.candidates',
  method: 'GET',
  path: '/tenants/{tenant}/candidates',
  summary: 'People who could become members, by name; at most 20',
  access: 'tenant.members.manage',
  params: tenantParams,
  query: candidatesQuery,
  response: z.object({ items: z.array(candidateSchema) }),
});

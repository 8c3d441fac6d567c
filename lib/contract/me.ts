import { z } from 'zod';
import { PERMISSIONS, type Permission } from '@/lib/domain/access';
import { emptySchema, timeSchema, titleSchema } from './common';
import { operation } from './operation';

const permissionSchema = z.enum(Object.keys(PERMISSIONS) as [Permission, ...Permission[]]);

export const rightsSchema = z.object({ logs: z.boolean(), exec: z.boolean(), secrets: z.boolean() });

export const myTenantSchema = z.object({
  name: z.string(),
  displayName: z.string(),
  /** An administrator has a role in a tenant only when made a member of it. */
  role: z.enum(['owner', 'member']).nullable(),
  permissions: z.array(permissionSchema),
});

export const myProjectSchema = z.object({
  name: z.string(),
  displayName: z.string(),
  tenant: z.string(),
  environment: z.enum(['dev', 'test', 'staging', 'prod']),
  /** Null for an administrator who is no member, and may do everything. */
  role: z.enum(['owner', 'developer', 'viewer']).nullable(),
  rights: rightsSchema,
  permissions: z.array(permissionSchema),
});

/** Who calls and what they may do where: all that the pages need to show and hide. */
export const meSchema = z.object({
  user: z.object({
    id: z.string(),
    name: z.string(),
    displayName: z.string(),
    email: z.string().nullable(),
    platformRole: z.enum(['admin', 'user']),
    /** True when somebody else set the password: the pages ask for a new one first. */
    mustChange: z.boolean(),
    createdAt: timeSchema,
    lastSignInAt: timeSchema.nullable(),
  }),
  via: z.enum(['session', 'token', 'cli', 'job']),
  /** What one may do on the whole platform. */
  permissions: z.array(permissionSchema),
  tenants: z.array(myTenantSchema),
  projects: z.array(myProjectSchema),
});

export const getMe = operation({
  id: 'me.get',
  method: 'GET',
  path: '/me',
  summary: 'Who I am and what I may do where',
  access: 'signed-in',
  beforePasswordChange: true,
  response: meSchema,
});

export const displayNameSchema = titleSchema;

export const updateMe = operation({
  id: 'me.update',
  method: 'PATCH',
  path: '/me',
  summary: 'Change my display name',
  access: 'signed-in',
  audit: 'user.update',
  body: z.strictObject({ displayName: displayNameSchema }),
  response: emptySchema,
  status: 204,
});

export const changeMyPassword = operation({
  id: 'me.changePassword',
  method: 'PUT',
  path: '/me/password',
  summary: 'Change my password: ends all my other sessions',
  access: 'signed-in',
  beforePasswordChange: true,
  audit: 'user.change_password',
  body: z.strictObject({ current: z.string().min(1).max(1000), password: z.string().min(1).max(1000) }),
  response: emptySchema,
  status: 204,
  rate: 'sign-in',
});

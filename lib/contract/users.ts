import { z } from 'zod';
import { userNameSchema } from '@/lib/domain/identity';
import { confirmQuery, emptySchema, pageOf, pageQuery, searchSchema, timeSchema } from './common';
import { displayNameSchema } from './me';
import { operation } from './operation';

export const platformRoleSchema = z.enum(['admin', 'user']);

export const userSchema = z.object({
  id: z.string(),
  name: z.string(),
  displayName: z.string(),
  email: z.string().nullable(),
  platformRole: platformRoleSchema,
  disabled: z.boolean(),
  mustChange: z.boolean(),
  createdAt: timeSchema,
  lastSignInAt: timeSchema.nullable(),
});

const userParams = z.object({ user: userNameSchema });
const newPassword = z
  .string()
  .max(1000)
  .optional()
  .meta({ description: 'Generated, and shown in this answer only, when not given.' });
const mustChange = z
  .boolean()
  .optional()
  .meta({ description: 'Ask for a new password at the next sign-in; true when not given.' });

export const listUsers = operation({
  id: 'users.list',
  method: 'GET',
  path: '/users',
  summary: 'List users',
  access: 'users.manage',
  query: pageQuery.extend({
    search: searchSchema.optional(),
    role: platformRoleSchema.optional(),
    state: z.enum(['active', 'disabled']).optional(),
  }),
  response: pageOf(userSchema),
});

export const createUser = operation({
  id: 'users.create',
  method: 'POST',
  path: '/users',
  summary: 'Create a user',
  access: 'users.manage',
  audit: 'user.create',
  body: z.strictObject({
    name: userNameSchema,
    displayName: displayNameSchema.optional(),
    email: z.email().max(254).nullish(),
    password: newPassword,
    mustChange,
    platformRole: platformRoleSchema.default('user'),
  }),
  /** `password` only when it was generated. */
  response: userSchema.extend({ password: z.string().nullable() }),
  status: 201,
});

export const getUser = operation({
  id: 'users.get',
  method: 'GET',
  path: '/users/{user}',
  summary: 'A user',
  access: 'users.manage',
  params: userParams,
  response: userSchema,
});

export const updateUser = operation({
  id: 'users.update',
  method: 'PATCH',
  path: '/users/{user}',
  summary: 'Change, disable or enable a user',
  access: 'users.manage',
  audit: 'user.update',
  params: userParams,
  body: z.strictObject({
    displayName: displayNameSchema.optional(),
    email: z.email().max(254).nullish(),
    platformRole: platformRoleSchema.optional(),
    disabled: z.boolean().optional(),
  }),
  response: userSchema,
});

export const resetPassword = operation({
  id: 'users.resetPassword',
  method: 'POST',
  path: '/users/{user}/password',
  summary: 'Set a new password for a user: ends all their sessions',
  access: 'users.manage',
  audit: 'user.reset_password',
  params: userParams,
  body: z.strictObject({ password: newPassword, mustChange }),
  response: z.object({ password: z.string().nullable() }),
});

export const deleteUser = operation({
  id: 'users.delete',
  method: 'DELETE',
  path: '/users/{user}',
  summary: 'Delete a user who owns nothing; the audit keeps the name',
  access: 'users.manage',
  audit: 'user.delete',
  params: userParams,
  query: confirmQuery,
  response: emptySchema,
  status: 204,
});

import { z } from 'zod';
import { emptySchema, timeSchema, titleSchema } from './common';
import { operation } from './operation';

/** Days that a token holds when nothing is said, and at most. */
export const TOKEN_DAYS_DEFAULT = 90;
export const TOKEN_DAYS_MOST = 3650;

export const tokenDaysSchema = z.number().int().min(1).max(TOKEN_DAYS_MOST);

export const tokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** How it begins, to tell tokens apart; the rest is not known to anybody but its owner. */
  prefix: z.string(),
  parentId: z
    .string()
    .nullable()
    .meta({ description: 'The token that it was made with, and ends with; null for one made by hand.' }),
  createdAt: timeSchema,
  expiresAt: timeSchema.nullable(),
  lastUsedAt: timeSchema.nullable(),
});

export const listTokens = operation({
  id: 'tokens.list',
  method: 'GET',
  path: '/tokens',
  summary: 'List my tokens',
  access: 'signed-in',
  response: z.object({ items: z.array(tokenSchema) }),
});

export const createToken = operation({
  id: 'tokens.create',
  method: 'POST',
  path: '/tokens',
  summary: 'Create a token: shown in this answer only',
  access: 'signed-in',
  audit: 'token.create',
  body: z.strictObject({
    name: titleSchema,
    days: tokenDaysSchema
      .optional()
      .meta({ description: `Days until it ends; ${TOKEN_DAYS_DEFAULT} when not given.` }),
  }),
  response: tokenSchema.extend({ token: z.string() }),
  status: 201,
});

export const deleteToken = operation({
  id: 'tokens.delete',
  method: 'DELETE',
  path: '/tokens/{token}',
  summary: 'Delete one of my tokens: it stops working at once, with all that were made with it',
  access: 'signed-in',
  audit: 'token.delete',
  params: z.object({ token: z.uuid() }),
  response: emptySchema,
  status: 204,
});

import { z } from 'zod';
import { confirmQuery, emptySchema, nameSchema, podNameSchema, timeSchema } from './common';
import { operation } from './operation';

const projectParams = z.object({ project: nameSchema });
/** A Secret's name is a subdomain, as a pod's. */
const secretParams = projectParams.extend({ secret: podNameSchema.min(1) });

const keySchema = z
  .string()
  .min(1)
  .max(253)
  .regex(/^[-._a-zA-Z0-9]+$/, 'Letters, digits, “-”, “_” and “.”.');

export const secretSchema = z.object({
  name: z.string(),
  type: z.string(),
  /** Names of the keys, sorted; values only by reveal. */
  keys: z.array(z.string()),
  /** True when it was made here and may be changed here. */
  managed: z.boolean(),
  createdAt: timeSchema.nullable(),
});

const base = '/projects/{project}/secrets';
const one = `${base}/{secret}` as const;

export const listSecrets = operation({
  id: 'secrets.list',
  method: 'GET',
  path: base,
  summary: 'Secrets of a project with the names of their keys, without values',
  access: 'secrets.manage',
  params: projectParams,
  response: z.object({ items: z.array(secretSchema) }),
});
export const putSecret = operation({
  id: 'secrets.put',
  method: 'PUT',
  path: one,
  summary: 'Create a Secret or change its keys',
  access: 'secrets.manage',
  audit: 'secret.put',
  params: secretParams,
  body: z.strictObject({
    values: z
      .record(keySchema, z.string().max(262_144).nullable())
      .meta({ description: 'Keys with their values; null removes a key. Other keys stay.' }),
    replace: z.boolean().default(false).meta({ description: 'true: keys that are not named go away.' }),
  }),
  response: secretSchema,
});
export const deleteSecret = operation({
  id: 'secrets.delete',
  method: 'DELETE',
  path: one,
  summary: 'Delete a Secret that was made here',
  access: 'secrets.manage',
  audit: 'secret.delete',
  params: secretParams,
  query: confirmQuery,
  response: emptySchema,
  status: 204,
});
export const revealSecret = operation({
  id: 'secrets.reveal',
  method: 'POST',
  path: `${one}/reveal`,
  summary: 'Read the values of a Secret; the audit keeps who and when, never the values',
  access: 'secrets.manage',
  audit: 'secret.reveal',
  params: secretParams,
  body: z.strictObject({
    keys: z.array(keySchema).max(100).optional().meta({ description: 'Default: all.' }),
  }),
  response: z.object({
    /** Text as it is; what is not UTF-8 is base64 and named in `binary`. */
    values: z.record(z.string(), z.string()),
    binary: z.array(z.string()),
  }),
});

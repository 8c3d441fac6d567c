import { z } from 'zod';
import { emptySchema, idPageQuery, nameSchema, pageOf, podNameSchema, timeSchema } from './common';
import { logRecordSchema } from './logs';
import { operation } from './operation';

/** RFC 3339 with up to nine digits, as `ts` of a line: times of lines are finer than milliseconds. */
const stampSchema = z
  .string()
  .max(40)
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/, 'Use an RFC 3339 time.');

const appParams = z.object({ project: nameSchema, app: nameSchema });
const excerptParams = appParams.extend({ excerpt: z.uuid() });

export const excerptBodySchema = z.object({
  from: stampSchema.meta({ description: 'The `ts` of the first line.' }),
  to: stampSchema.meta({ description: 'The `ts` of the last line, which is kept, too.' }),
  pods: z
    .array(podNameSchema)
    .min(1)
    .max(60)
    .optional()
    .meta({ description: 'All of the app when not given.' }),
  container: nameSchema.optional(),
  note: z.string().trim().max(500).default(''),
  days: z.number().int().min(1).max(365).default(30).meta({ description: 'How long it is kept.' }),
});

const excerptSchema = z.object({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  pods: z.array(z.string()),
  container: z.string().nullable(),
  note: z.string(),
  lines: z.number().int(),
  cut: z.boolean().meta({ description: 'The range holds more than is kept: 10,000 lines, 4 MiB.' }),
  createdBy: z.string(),
  createdAt: timeSchema,
  expiresAt: timeSchema,
});

export const createLogExcerpt = operation({
  id: 'logs.keepExcerpt',
  method: 'POST',
  path: '/projects/{project}/apps/{app}/log-excerpts',
  summary: 'Keeps a range of lines, so that a link to them outlasts the pods',
  access: 'logs.read',
  audit: 'log.keep',
  params: appParams,
  body: excerptBodySchema,
  response: excerptSchema,
  status: 201,
  rate: 'heavy',
});

export const listLogExcerpts = operation({
  id: 'logs.excerpts',
  method: 'GET',
  path: '/projects/{project}/apps/{app}/log-excerpts',
  summary: 'Kept ranges of an app’s log, newest first',
  access: 'logs.read',
  params: appParams,
  query: idPageQuery,
  response: pageOf(excerptSchema),
});

export const readLogExcerpt = operation({
  id: 'logs.excerpt',
  method: 'GET',
  path: '/projects/{project}/apps/{app}/log-excerpts/{excerpt}',
  summary: 'A kept range with its lines',
  access: 'logs.read',
  params: excerptParams,
  response: excerptSchema.extend({ records: z.array(logRecordSchema) }),
});

export const deleteLogExcerpt = operation({
  id: 'logs.dropExcerpt',
  method: 'DELETE',
  path: '/projects/{project}/apps/{app}/log-excerpts/{excerpt}',
  summary: 'Deletes a kept range; one’s own, or any by who may operate apps',
  access: 'logs.read',
  audit: 'log.drop',
  params: excerptParams,
  response: emptySchema,
  status: 204,
});

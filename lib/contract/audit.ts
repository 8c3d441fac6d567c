import { z } from 'zod';
import { nameSchema, pageOf, pageQuery, timeSchema } from './common';
import { operation } from './operation';

export const RESULTS = ['succeeded', 'failed', 'denied', 'unknown', 'running'] as const;

/** One act: what somebody set out to do, and how it ended. */
export const auditRowSchema = z.object({
  id: z.string(),
  at: timeSchema,
  requestId: z.string(),
  actor: z.string(),
  actorId: z.string().nullable(),
  via: z.string(),
  address: z.string(),
  userAgent: z.string(),
  action: z.string(),
  tenant: z.string().nullable(),
  project: z.string().nullable(),
  target: z.string(),
  input: z.unknown(),
  /** `running` while there is no outcome yet. */
  result: z.enum(RESULTS),
  code: z.string().nullable(),
  detail: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  durationMs: z.number().int().nullable(),
});

const filters = z.object({
  actor: z.string().max(100).optional(),
  action: z.string().max(100).optional().meta({ description: 'Exact, or a prefix ending in “.”: `app.`' }),
  project: nameSchema.optional(),
  tenant: nameSchema.optional(),
  result: z.enum(RESULTS).optional(),
  from: timeSchema.optional(),
  to: timeSchema.optional(),
  search: z.string().max(100).optional().meta({
    description:
      'A part of actor, target, action or project, the beginning of an address, or a whole request id',
  }),
});
export const auditFilterSchema = filters;

const projectParams = z.object({ project: nameSchema });
const format = z.object({ format: z.enum(['csv', 'ndjson']).default('csv') });

export const listAudit = operation({
  id: 'audit.list',
  method: 'GET',
  path: '/audit',
  summary: 'Every act, newest first',
  access: 'audit.read',
  query: pageQuery.extend(filters.shape),
  response: pageOf(auditRowSchema),
});

export const listProjectAudit = operation({
  id: 'audit.listProject',
  method: 'GET',
  path: '/projects/{project}/audit',
  summary: 'The acts in a project, newest first',
  access: 'project.audit.read',
  params: projectParams,
  query: pageQuery.extend(filters.omit({ project: true, tenant: true }).shape),
  response: pageOf(auditRowSchema),
});

export const exportAudit = operation({
  id: 'audit.export',
  method: 'GET',
  path: '/audit/export',
  summary: 'The acts that match, as CSV or as one JSON object a line',
  access: 'audit.read',
  audit: 'audit.export',
  query: filters.extend(format.shape),
  response: auditRowSchema,
  stream: ['text/csv', 'application/x-ndjson'],
  rate: 'heavy',
});

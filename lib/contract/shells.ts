import { z } from 'zod';
import { nameSchema, pageOf, pageQuery, podNameSchema, timeSchema } from './common';
import { operation } from './operation';

/** What a shell is opened with, at /ws/projects/{project}/pods/{pod}/exec. */
export const shellRequestSchema = z.object({
  project: nameSchema,
  pod: podNameSchema,
  container: nameSchema.optional(),
  command: z.array(z.string().min(1).max(4096)).max(64).default([]),
});

export type ShellRequest = z.output<typeof shellRequestSchema>;

/** The permission and the audit action of an exec: it is a WebSocket, so no operation of the API. */
export const SHELL_ACCESS = 'shell.open';
export const SHELL_AUDIT = 'shell.open';

export const shellSessionSchema = z.object({
  id: z.string(),
  pod: z.string(),
  container: z.string(),
  user: z.string(),
  command: z.array(z.string()),
  startedAt: timeSchema,
  endedAt: timeSchema.nullable(),
  exitCode: z.number().int().nullable(),
  reason: z.string().nullable(),
});

export const listShells = operation({
  id: 'shells.list',
  method: 'GET',
  path: '/projects/{project}/shells',
  summary: 'Shell sessions of a project, newest first',
  access: 'project.audit.read',
  params: z.object({ project: nameSchema }),
  query: pageQuery,
  response: pageOf(shellSessionSchema),
});

import { z } from 'zod';
import { emptySchema, idPageQuery, nameSchema, pageOf, podNameSchema, timeSchema } from './common';
import { operation } from './operation';

/** What a shell is opened with, at /ws/projects/{project}/pods/{pod}/exec. */
export const shellRequestSchema = z.object({
  project: nameSchema,
  pod: podNameSchema,
  container: nameSchema.optional(),
  command: z.array(z.string().min(1).max(4096)).max(64).default([]),
  /** `new`: a session that outlives its socket. An id: the one to go back to, or to watch. Nothing: it ends with its socket. */
  session: z.union([z.literal('new'), z.uuid()]).optional(),
  /** With an id: how many bytes of output the client has. */
  seen: z.coerce.number().int().min(0).default(0),
});

export type ShellRequest = z.output<typeof shellRequestSchema>;

/** The permission and the audit action of an exec: it is a WebSocket, so no operation of the API. */
export const SHELL_ACCESS = 'shell.open';
export const SHELL_AUDIT = 'shell.open';
export const SHELL_WATCH_AUDIT = 'shell.watch';

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
  state: z
    .enum(['attached', 'detached', 'ended'])
    .meta({ description: 'detached: it runs, but its browser is away and may come back' }),
  endedBy: z.string().nullable().meta({ description: 'Who asked for its end, if not the one who typed' }),
});

export const listShells = operation({
  id: 'shells.list',
  method: 'GET',
  path: '/projects/{project}/shells',
  summary: 'Shell sessions of a project, newest first',
  access: 'project.audit.read',
  params: z.object({ project: nameSchema }),
  query: idPageQuery,
  response: pageOf(shellSessionSchema),
});

export const listLiveShells = operation({
  id: 'shells.live',
  method: 'GET',
  path: '/projects/{project}/shells/live',
  summary: 'Shell sessions that run now, newest first: what may be watched',
  access: SHELL_ACCESS,
  params: z.object({ project: nameSchema }),
  response: z.object({ items: z.array(shellSessionSchema) }),
});

export const endShell = operation({
  id: 'shells.end',
  method: 'DELETE',
  path: '/projects/{project}/shells/{shell}',
  summary: 'End a shell session, whoever has it open',
  access: 'shell.end',
  audit: 'shell.end',
  params: z.object({ project: nameSchema, shell: z.uuid() }),
  response: emptySchema,
  status: 204,
});

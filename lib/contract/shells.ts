import { z } from 'zod';
import { emptySchema, idPageQuery, nameSchema, pageOf, podNameSchema, timeSchema } from './common';
import { operation } from './operation';
import { CAST_TYPE } from '@/lib/domain/recording';

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
  recording: z
    .object({
      state: z.enum(['running', 'complete', 'broken', 'deleted']).meta({
        description: 'broken: its console died; deleted: its time is over',
      }),
      bytes: z.number().int().meta({ description: 'Of its text' }),
      seconds: z.number(),
      cut: z.boolean().meta({ description: 'The session went on beyond what is recorded of one' }),
      gaps: z.boolean().meta({ description: 'Parts could not be written' }),
      keptUntil: timeSchema.nullable().meta({ description: 'Null while the session runs' }),
    })
    .nullable()
    .meta({ description: 'Null when the session was not recorded' }),
});

const shellParams = z.object({ project: nameSchema, shell: z.uuid() });

export const listShells = operation({
  id: 'shells.list',
  method: 'GET',
  path: '/projects/{project}/shells',
  summary: 'Shell sessions of a project, newest first: one’s own, or everybody’s for who may see those',
  access: 'shell.read',
  params: z.object({ project: nameSchema }),
  query: idPageQuery.extend({
    audit: z.uuid().optional().meta({ description: 'The one that this audit row tells of' }),
    ended: z.enum(['true']).optional().meta({ description: 'Only those that are over' }),
  }),
  response: pageOf(shellSessionSchema),
});

export const getShell = operation({
  id: 'shells.get',
  method: 'GET',
  path: '/projects/{project}/shells/{shell}',
  summary: 'A shell session: one’s own, or anybody’s for who may see those',
  access: 'shell.read',
  params: shellParams,
  response: shellSessionSchema,
});

export const readShellRecording = operation({
  id: 'shells.recording',
  method: 'GET',
  path: '/projects/{project}/shells/{shell}/recording',
  summary:
    'The recording of a shell session as asciicast v2: output and sizes, never keys; on record in the audit',
  access: 'shell.read',
  audit: 'shell.replay',
  params: shellParams,
  response: z.string(),
  stream: [CAST_TYPE],
});

export const listLiveShells = operation({
  id: 'shells.live',
  method: 'GET',
  path: '/projects/{project}/shells/live',
  summary: 'Shell sessions that run now, newest first: what may be watched',
  access: 'shell.read',
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
  params: shellParams,
  response: emptySchema,
  status: 204,
});

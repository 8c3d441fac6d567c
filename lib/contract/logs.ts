import { z } from 'zod';
import { LOG_LEVELS } from '@/lib/domain/log/level';
import { nameSchema, podNameSchema, timeSchema } from './common';
import { operation } from './operation';

const flag = z
  .enum(['1', '0', 'true', 'false'])
  .transform((value) => value === '1' || value === 'true')
  .optional();

/** What a log is asked for with; the same for an app and for a pod. */
export const logQuery = z.object({
  follow: flag.meta({ description: 'Go on with what the container writes from now on.' }),
  tail: z.coerce
    .number()
    .int()
    .min(0)
    .max(10_000_000)
    .optional()
    .meta({ description: 'Only the last lines, of each container, counted before `grep`.' }),
  since: z
    .string()
    .max(64)
    .optional()
    .meta({ description: 'A span (`15m`, `2h30m`, `7d`) or an RFC 3339 time.', example: '15m' }),
  container: nameSchema.optional().meta({ description: 'All containers of the pods when not given.' }),
  previous: flag.meta({ description: 'The container’s run before the present one.' }),
  grep: z.string().min(1).max(500).optional().meta({
    description: 'Only lines that hold this text; `/…/` and `/…/i` are regular expressions (RE2).',
  }),
  context: z.coerce.number().int().min(0).max(100).optional().meta({
    description: 'With `grep` or `level`: so many lines before and after each hit.',
  }),
  level: z
    .string()
    .max(60)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum([...LOG_LEVELS, 'none'])).min(1))
    .optional()
    .meta({
      description: `Only lines of these levels, joined by commas: ${LOG_LEVELS.join(', ')}, none.`,
      example: 'warn,error,fatal',
    }),
  limit: z.coerce.number().int().min(1).max(10_000_000).optional().meta({
    description:
      'End after so many lines, those around hits not counted; the `end` mark says whether there are more.',
  }),
  beat: flag.meta({
    description:
      'NDJSON only: a `beat` mark after each ten seconds of silence, so that a dead connection is noticed.',
  }),
  prefix: flag.meta({ description: 'Plain text only: pod and container before each line.' }),
  timestamps: flag.meta({ description: 'Plain text only: the time before each line.' }),
});

/** One line of the NDJSON form. */
export const logRecordSchema = z.union([
  z.object({
    ts: z.string().meta({ description: 'RFC 3339 with nanoseconds, UTC.' }),
    pod: z.string(),
    container: z.string(),
    line: z.string().optional(),
    lineBase64: z.string().optional().meta({ description: 'Instead of `line` when it is not valid UTF-8.' }),
    level: z.enum(LOG_LEVELS).optional().meta({ description: 'When the line says one.' }),
    context: z.literal(true).optional().meta({ description: 'No hit, but a line around one.' }),
    apart: z.literal(true).optional().meta({
      description: 'With `context`: lines of this container were left out before this one, as grep’s `--`.',
    }),
    partial: z.literal(true).optional().meta({
      description: 'No newline followed: the line goes on in the next record, or the stream ended.',
    }),
  }),
  z.object({
    mark: z.enum([
      'gap',
      'joined',
      'left',
      'restarted',
      'skipped',
      'limited',
      'unreachable',
      'reachable',
      'beat',
      'end',
    ]),
    at: timeSchema,
    pod: z.string().optional(),
    container: z.string().optional(),
    exitCode: z.number().int().nullable().optional(),
    reason: z.string().nullable().optional(),
    detail: z.string().optional(),
    more: z.boolean().optional().meta({ description: 'At a `limit`: whether there is more.' }),
    followed: z.number().int().optional(),
    lines: z.number().int().optional().meta({ description: 'How many were skipped.' }),
  }),
]);

const STREAM = ['text/plain', 'application/x-ndjson'] as const;

export const readAppLogs = operation({
  id: 'logs.app',
  method: 'GET',
  path: '/projects/{project}/apps/{app}/logs',
  summary: 'Log of all pods of an app, merged; follows pods that join and leave',
  access: 'logs.read',
  params: z.object({ project: nameSchema, app: nameSchema }),
  query: logQuery,
  response: logRecordSchema,
  stream: STREAM,
});

export const readPodLogs = operation({
  id: 'logs.pod',
  method: 'GET',
  path: '/projects/{project}/pods/{pod}/logs',
  summary: 'Log of a pod; of one container its bytes exactly as they were written',
  access: 'logs.read',
  params: z.object({ project: nameSchema, pod: podNameSchema }),
  query: logQuery,
  response: logRecordSchema,
  stream: STREAM,
});

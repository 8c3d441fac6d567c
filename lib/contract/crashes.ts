import { z } from 'zod';
import { nameSchema, timeSchema } from './common';
import { operation } from './operation';

const appParams = z.object({ project: nameSchema, app: nameSchema });
const base = '/projects/{project}/apps/{app}/crashes';

/** A run of a container that ended by itself and of which the last lines are kept. */
export const crashSchema = z.object({
  id: z.string(),
  pod: z.string(),
  container: z.string(),
  release: z.number().int().nullable(),
  exitCode: z.number().int(),
  /** Kubernetes' word: Error, OOMKilled, Completed … */
  reason: z.string().nullable(),
  /** How often the container had been started anew when it was seen. */
  restarts: z.number().int(),
  startedAt: timeSchema.nullable(),
  endedAt: timeSchema,
  /** How many lines are kept, at most 500. */
  lines: z.number().int(),
  /** True when the run had written more. */
  cut: z.boolean(),
});

export const listCrashes = operation({
  id: 'apps.crashes',
  method: 'GET',
  path: base,
  summary: 'The latest crashes of an app, newest first; their last lines outlast the pods',
  access: 'logs.read',
  params: appParams,
  response: z.object({ items: z.array(crashSchema) }),
});
export const getCrash = operation({
  id: 'apps.crash',
  method: 'GET',
  path: `${base}/{crash}`,
  summary: 'A crash with the last lines of the container',
  access: 'logs.read',
  params: appParams.extend({ crash: z.uuid() }),
  response: crashSchema.extend({ text: z.string() }),
});

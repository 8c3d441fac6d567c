import { z } from 'zod';
import { nameSchema, podNameSchema, timeSchema } from './common';
import { operation } from './operation';
import { SHELL_ACCESS } from './shells';

export const debugContainerSchema = z.object({
  name: z.string(),
  target: z.string().nullable().meta({ description: 'The container whose processes it sees.' }),
  image: z.string(),
  state: z.enum(['waiting', 'running', 'terminated', 'unknown']),
  reason: z.string().nullable(),
  message: z.string().nullable(),
  startedAt: timeSchema.nullable(),
});

const path = '/projects/{project}/pods/{pod}/debug';
const params = z.object({ project: nameSchema, pod: podNameSchema });

export const listDebugContainers = operation({
  id: 'debug.list',
  method: 'GET',
  path,
  summary: 'Debug containers of a pod',
  access: 'project.read',
  params,
  response: z.object({ items: z.array(debugContainerSchema) }),
});

export const startDebugContainer = operation({
  id: 'debug.start',
  method: 'POST',
  path,
  summary: 'Add a debug container to a pod, or find the one that runs; answers when it runs',
  access: SHELL_ACCESS,
  audit: 'debug.start',
  params,
  body: z.object({
    container: nameSchema
      .optional()
      .meta({ description: 'The container to look at; the pod’s default one when not given.' }),
    image: z
      .string()
      .min(1)
      .max(512)
      .optional()
      .meta({ description: 'From a registry of the project; BERTH_DEBUG_IMAGE when not given.' }),
  }),
  response: debugContainerSchema,
  rate: 'heavy',
});

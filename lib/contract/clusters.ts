import { z } from 'zod';
import { timeSchema } from './common';
import { operation } from './operation';

export const clusterSchema = z.object({
  name: z.string(),
  title: z.string(),
  reachable: z.boolean(),
  /** Why not, when it can't be reached. */
  problem: z.string().nullable(),
  version: z.string().nullable(),
  projects: z.number().int(),
  pods: z.number().int().nullable(),
  /** Kubernetes quantities, summed over nodes that can be scheduled on. */
  capacity: z.object({ cpu: z.string(), memory: z.string() }).nullable(),
  nodes: z.array(
    z.object({
      name: z.string(),
      ready: z.boolean(),
      schedulable: z.boolean(),
      architecture: z.string(),
      version: z.string(),
      cpu: z.string(),
      memory: z.string(),
      createdAt: timeSchema.nullable(),
    }),
  ),
});

export const listClusters = operation({
  id: 'clusters.list',
  method: 'GET',
  path: '/clusters',
  summary: 'Registered clusters with their nodes',
  access: 'clusters.read',
  response: z.object({ items: z.array(clusterSchema) }),
});

import { z } from 'zod';
import { POD_STATES } from '@/lib/domain/app';
import { podSchema } from './apps';
import { nameSchema, pageOf, pageQuery, searchSchema } from './common';
import { operation } from './operation';

/** What a list of pods can be sorted by; `started` is the time of the start, so that the youngest come first by `-started`. */
export const POD_SORTS = ['name', 'app', 'state', 'restarts', 'started', 'node', 'cpu', 'memory'] as const;
export type PodSort = (typeof POD_SORTS)[number];

/** Which pods of a project, in which order; the same for REST and for the live list. */
export const podSelection = {
  search: searchSchema.optional().meta({ description: 'A part of the name, the app or the node.' }),
  app: nameSchema.optional(),
  state: z.enum(POD_STATES).optional(),
  sort: z
    .enum([...POD_SORTS, ...POD_SORTS.map((sort) => `-${sort}` as const)])
    .default('name')
    .meta({ description: 'With “-” before it, the greatest first.' }),
};

export const listProjectPods = operation({
  id: 'pods.list',
  method: 'GET',
  path: '/projects/{project}/pods',
  summary: 'Pods of a project, searched, filtered and sorted from the console’s cache',
  access: 'project.read',
  params: z.object({ project: nameSchema }),
  query: pageQuery.extend({ ...podSelection, cursor: z.string().max(1000).optional() }),
  response: pageOf(podSchema),
});

/** A pod in a list of many: what a row shows, and what its acts need. */
export const podRowSchema = podSchema
  .pick({
    name: true,
    app: true,
    status: true,
    state: true,
    message: true,
    ran: true,
    restarts: true,
    release: true,
    node: true,
    startedAt: true,
    cpu: true,
    memory: true,
  })
  .extend({
    /** The container whose log and shell are meant when nothing else is said. */
    container: z.string(),
  });

import { z } from 'zod';
import {
  appSpecSchema,
  cpuSchema,
  envSchema,
  memorySchema,
  POD_STATES,
  portSchema,
  probeSchema,
  VERDICTS,
} from '@/lib/domain/app';
import { confirmQuery, emptySchema, nameSchema, pageOf, pageQuery, timeSchema } from './common';
import { debugContainerSchema } from './debug';
import { operation } from './operation';

const projectParams = z.object({ project: nameSchema });
const appParams = z.object({ project: nameSchema, app: nameSchema });

/** What a cause rests on: shown below the sentence. */
export const evidenceSchema = z.object({
  kind: z.enum(['event', 'container', 'log', 'condition']),
  /** e.g. the pod's name. */
  object: z.string(),
  reason: z.string(),
  message: z.string(),
  at: timeSchema.nullable(),
});

export const statusSchema = z.object({
  verdict: z.enum(VERDICTS),
  /** A stable word for programs, one of REASONS (lib/domain/app): `CrashLoopBackOff`, `ImagePullBackOff`, `OOMKilled`, … */
  reason: z.string(),
  /** The sentence for people, in English; the page writes its own from reason and params. */
  message: z.string(),
  params: z.record(z.string(), z.string()),
  evidence: z.array(evidenceSchema),
  replicas: z.object({
    desired: z.number(),
    updated: z.number(),
    ready: z.number(),
    /** Of the newest release. */
    available: z.number(),
    /** Of all releases: 0 is an outage, more than `available` means that an older release serves on. */
    serving: z.number(),
  }),
  /** Number of the newest release of which pods serve. */
  servingRelease: z.number().int().nullable(),
  /** What somebody changed outside Berth since the release. */
  drift: z.array(
    z.object({
      field: z.string(),
      /** The program that did it, as it calls itself. */
      by: z.string(),
      released: z.string().nullable(),
      now: z.string().nullable(),
    }),
  ),
  stableIn: z.number().int().nullable().meta({
    description:
      'Seconds until the stability window is over, when the answer was made; null while none runs.',
  }),
  /** Number of the release that the cluster runs or is moving to. */
  release: z.number().int().nullable(),
  /** True when the cluster could not be watched lately and this may be old. */
  stale: z.boolean(),
});

export const releaseSchema = z.object({
  number: z.number().int(),
  image: z.string(),
  digest: z.string(),
  message: z.string(),
  rollbackOf: z.number().int().nullable(),
  createdBy: z.string(),
  createdAt: timeSchema,
  phase: z.enum(['recorded', 'applied', 'failed', 'superseded']),
  phaseDetail: z.string().nullable(),
  verdict: z.enum(VERDICTS).nullable(),
  reason: z.string().nullable(),
  reasonMessage: z.string().nullable(),
  verdictAt: timeSchema.nullable(),
  spec: appSpecSchema,
});

export const appSchema = z.object({
  name: z.string(),
  project: z.string(),
  image: z.string(),
  digest: z.string(),
  replicas: z.number().int(),
  createdAt: timeSchema,
  status: statusSchema,
  spec: appSpecSchema,
  release: releaseSchema.nullable(),
});

/** All but name and image has defaults, found from the image's config where it says so. */
const deployFields = {
  registry: nameSchema.optional(),
  replicas: z.number().int().min(0).max(1000).optional(),
  command: z.array(z.string().max(4096)).max(64).optional(),
  args: z.array(z.string().max(4096)).max(64).optional(),
  env: z.array(envSchema).max(500).optional(),
  ports: z.array(portSchema).max(20).optional(),
  port: z
    .number()
    .int()
    .min(1)
    .max(65535)
    .optional()
    .meta({ description: 'Short for one TCP port named http.' }),
  resources: z
    .object({
      cpuRequest: cpuSchema,
      cpuLimit: cpuSchema,
      memoryRequest: memorySchema,
      memoryLimit: memorySchema,
    })
    .partial()
    .optional(),
  readiness: probeSchema.optional(),
  liveness: probeSchema.optional(),
  message: z.string().max(500).optional(),
};

export const createAppBody = z.strictObject({
  name: nameSchema,
  image: z.string().min(1).max(512),
  ...deployFields,
});
export const patchAppBody = z.strictObject({ image: z.string().min(1).max(512).optional(), ...deployFields });

const findingSchema = z.object({
  severity: z.enum(['error', 'warning']),
  /** `quota`, `image`, `name`, `policy`, `limits`, `cluster`. */
  kind: z.string(),
  message: z.string(),
  params: z.record(z.string(), z.string()),
  /** The field that mends it, dotted. */
  field: z.string().nullable(),
});

export const planSchema = z.object({
  /** One entry for each object: what will be created, changed or deleted, as lines of a diff of YAML. */
  changes: z.array(
    z.object({
      action: z.enum(['create', 'change', 'delete', 'none']),
      kind: z.string(),
      name: z.string(),
      diff: z.string(),
    }),
  ),
  findings: z.array(findingSchema),
  spec: appSpecSchema,
  digest: z.string().nullable(),
  quota: z.object({
    cpu: z.object({ used: z.string(), added: z.string(), hard: z.string().nullable() }),
    memory: z.object({ used: z.string(), added: z.string(), hard: z.string().nullable() }),
    pods: z.object({ used: z.string(), added: z.string(), hard: z.string().nullable() }),
  }),
});

export const podSchema = z.object({
  name: z.string(),
  /** Null for a pod that belongs to no app of Berth. */
  app: z.string().nullable(),
  phase: z.string(),
  /** One word for people, as kubectl's STATUS column: Running, CrashLoopBackOff, ImagePullBackOff, Terminating … */
  status: z.string(),
  /** What that word comes to. */
  state: z.enum(POD_STATES),
  /** In the kubelet's own words why a pod that its node put out is over; null for any other. */
  message: z.string().nullable(),
  /** False for a pod of which no program ever started, or that is over: there is nothing to open a shell in. */
  ran: z.boolean(),
  ready: z.boolean(),
  restarts: z.number().int(),
  node: z.string().nullable(),
  ip: z.string().nullable(),
  release: z.number().int().nullable(),
  startedAt: timeSchema.nullable(),
  containers: z.array(
    z.object({
      name: z.string(),
      image: z.string(),
      ready: z.boolean(),
      restarts: z.number().int(),
      state: z.string(),
      reason: z.string().nullable(),
      exitCode: z.number().int().nullable(),
      lastReason: z.string().nullable(),
      lastExitCode: z.number().int().nullable(),
    }),
  ),
  debug: z
    .array(debugContainerSchema)
    .meta({ description: 'Debug containers; they stay until the pod goes.' }),
  cpu: z.string().nullable(),
  memory: z.string().nullable(),
});

export const eventSchema = z.object({
  type: z.string(),
  reason: z.string(),
  message: z.string(),
  object: z.string(),
  count: z.number().int(),
  at: timeSchema.nullable(),
});

const base = '/projects/{project}/apps';
const one = `${base}/{app}` as const;

export const listApps = operation({
  id: 'apps.list',
  method: 'GET',
  path: base,
  summary: 'List the apps of a project',
  access: 'project.read',
  params: projectParams,
  query: pageQuery.extend({ search: z.string().max(100).optional() }),
  response: pageOf(appSchema),
});
export const createApp = operation({
  id: 'apps.create',
  method: 'POST',
  path: base,
  summary: 'Deploy an image as a new app; when the cluster refuses it, nothing stays',
  access: 'app.deploy',
  audit: 'app.create',
  idempotent: true,
  params: projectParams,
  body: createAppBody,
  response: appSchema,
  status: 201,
});
export const planNewApp = operation({
  id: 'apps.planNew',
  method: 'POST',
  path: '/projects/{project}/plan',
  summary: 'What creating an app would do',
  access: 'app.deploy',
  changesNothing: true,
  params: projectParams,
  body: createAppBody,
  response: planSchema,
  rate: 'heavy',
});
export const getApp = operation({
  id: 'apps.get',
  method: 'GET',
  path: one,
  summary: 'An app with its status',
  access: 'project.read',
  params: appParams,
  response: appSchema,
});
export const updateApp = operation({
  id: 'apps.update',
  method: 'PATCH',
  path: one,
  summary: 'Change an app: makes the next release',
  access: 'app.deploy',
  audit: 'app.update',
  idempotent: true,
  params: appParams,
  body: patchAppBody,
  response: appSchema,
});
export const planApp = operation({
  id: 'apps.plan',
  method: 'POST',
  path: `${one}/plan`,
  summary: 'What a change of an app would do',
  access: 'app.deploy',
  changesNothing: true,
  params: appParams,
  body: patchAppBody,
  response: planSchema,
  rate: 'heavy',
});
export const deleteApp = operation({
  id: 'apps.delete',
  method: 'DELETE',
  path: one,
  summary: 'Delete an app and all that belongs to it',
  access: 'app.delete',
  audit: 'app.delete',
  params: appParams,
  query: confirmQuery,
  response: emptySchema,
  status: 204,
});
export const listReleases = operation({
  id: 'releases.list',
  method: 'GET',
  path: `${one}/releases`,
  summary: 'Releases of an app, newest first',
  access: 'project.read',
  params: appParams,
  query: pageQuery,
  response: pageOf(releaseSchema),
});
export const diffReleases = operation({
  id: 'releases.diff',
  method: 'GET',
  path: `${one}/releases/diff`,
  summary: 'Difference between two releases',
  access: 'project.read',
  params: appParams,
  query: z.object({ from: z.coerce.number().int().min(1), to: z.coerce.number().int().min(1) }),
  response: z.object({ from: z.number(), to: z.number(), diff: z.string() }),
});
export const rollbackApp = operation({
  id: 'apps.rollback',
  method: 'POST',
  path: `${one}/rollback`,
  summary: 'Make a new release from an older one',
  access: 'app.deploy',
  audit: 'app.rollback',
  idempotent: true,
  params: appParams,
  body: z.strictObject({
    release: z
      .number()
      .int()
      .min(1)
      .optional()
      .meta({ description: 'Default: the last available one before the present.' }),
  }),
  response: appSchema,
});
export const scaleApp = operation({
  id: 'apps.scale',
  method: 'POST',
  path: `${one}/scale`,
  summary: 'Set the number of replicas',
  access: 'app.deploy',
  audit: 'app.scale',
  params: appParams,
  body: z.strictObject({ replicas: z.number().int().min(0).max(1000) }),
  response: appSchema,
});
export const restartApp = operation({
  id: 'apps.restart',
  method: 'POST',
  path: `${one}/restart`,
  summary: 'Replace all pods, one by one',
  access: 'app.deploy',
  audit: 'app.restart',
  params: appParams,
  response: appSchema,
});
export const stopApp = operation({
  id: 'apps.stop',
  method: 'POST',
  path: `${one}/stop`,
  summary: 'Stop: no pods, everything kept',
  access: 'app.deploy',
  audit: 'app.stop',
  params: appParams,
  response: appSchema,
});
export const startApp = operation({
  id: 'apps.start',
  method: 'POST',
  path: `${one}/start`,
  summary: 'Start a stopped app',
  access: 'app.deploy',
  audit: 'app.start',
  params: appParams,
  response: appSchema,
});
export const listAppPods = operation({
  id: 'apps.pods',
  method: 'GET',
  path: `${one}/pods`,
  summary: 'Pods of an app with current usage',
  access: 'project.read',
  params: appParams,
  response: z.object({ items: z.array(podSchema) }),
});
export const listAppEvents = operation({
  id: 'apps.events',
  method: 'GET',
  path: `${one}/events`,
  summary: 'Events of an app and its pods, newest first',
  access: 'project.read',
  params: appParams,
  response: z.object({ items: z.array(eventSchema) }),
});

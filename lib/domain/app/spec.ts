import { z } from 'zod';

/** A Kubernetes CPU quantity: `100m`, `0.5`, `2`. */
export const cpuSchema = z
  .string()
  .regex(/^(\d+m|\d+(\.\d{1,3})?)$/, 'Use cores or millicores, e.g. 0.5 or 500m.');

/** A Kubernetes memory quantity: `128Mi`, `1Gi`. */
export const memorySchema = z
  .string()
  .regex(/^\d+(\.\d+)?(Ki|Mi|Gi|Ti|k|M|G|T)?$/, 'Use bytes with a suffix, e.g. 256Mi or 1Gi.');

/** Pull secrets hold what an administrator entered for a registry; no container may be given one. */
const secretName = z
  .string()
  .min(1)
  .max(253)
  .refine((name) => !name.startsWith('berth-'), 'Secrets whose names begin with “berth-” are Berth’s own.');

const envName = z
  .string()
  .min(1)
  .max(253)
  .regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/, 'Letters, digits, “_”, “-” and “.”, not starting with a digit.');

/** One environment variable: a plain value, or a key of a Secret in the project. */
export const envSchema = z
  .object({
    name: envName,
    value: z.string().max(32_768).optional(),
    secret: z.object({ name: secretName, key: z.string().min(1).max(253) }).optional(),
  })
  .refine(
    (env) => (env.value === undefined) !== (env.secret === undefined),
    'Give a value or a secret, not both.',
  );

export const portSchema = z.object({
  name: z
    .string()
    .max(15)
    .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'Lower-case letters, digits and “-”.')
    .default('http'),
  port: z.number().int().min(1).max(65535),
  protocol: z.enum(['TCP', 'UDP']).default('TCP'),
});

export const probeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('tcp'), port: z.number().int().min(1).max(65535) }),
  z.object({
    kind: z.literal('http'),
    port: z.number().int().min(1).max(65535),
    path: z.string().max(1024).startsWith('/').default('/'),
  }),
  z.object({ kind: z.literal('command'), command: z.array(z.string().max(4096)).min(1).max(64) }),
]);

export const resourcesSchema = z.object({
  cpuRequest: cpuSchema.default('100m'),
  cpuLimit: cpuSchema.default('500m'),
  memoryRequest: memorySchema.default('128Mi'),
  memoryLimit: memorySchema.default('256Mi'),
});

/**
 * Everything that an app is, version 1: one Deployment with its Service. `image` is what people typed (with tag);
 * the digest that a release pins stands beside the spec, in the release.
 */
export const appSpecSchema = z.object({
  version: z.literal(1).default(1),
  image: z.string().min(1).max(512),
  /** Name of the registry that holds the image. */
  registry: z.string().min(1).max(63),
  replicas: z.number().int().min(0).max(1000).default(1),
  command: z.array(z.string().max(4096)).max(64).default([]),
  args: z.array(z.string().max(4096)).max(64).default([]),
  env: z.array(envSchema).max(500).default([]),
  ports: z.array(portSchema).max(20).default([]),
  resources: resourcesSchema.default(resourcesSchema.parse({})),
  readiness: probeSchema.default({ kind: 'none' }),
  liveness: probeSchema.default({ kind: 'none' }),
  /** True when the image's user is not root, so that what is rendered meets Pod Security `restricted`. */
  runAsNonRoot: z.boolean().default(false),
});

export type AppSpec = z.output<typeof appSpecSchema>;

/** What operating an app changes outside releases. */
export const desiredSchema = z.object({
  replicas: z.number().int().min(0).max(1000),
  stopped: z.boolean().default(false),
  restartedAt: z.string().nullable().default(null),
});
export type Desired = z.output<typeof desiredSchema>;

export const VERDICTS = ['progressing', 'available', 'degraded', 'failed', 'stopped'] as const;
export type Verdict = (typeof VERDICTS)[number];

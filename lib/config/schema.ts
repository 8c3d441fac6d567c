import { z } from 'zod';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const list = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

/** Every setting that the console reads, with its default. `.env.example` is checked against this. */
export const configSchema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000).describe('Port of the console.'),
  BERTH_HOST: z.string().min(1).default('0.0.0.0').describe('Address the console listens on.'),
  BERTH_URL: z
    .url()
    .optional()
    .describe('Public address, as browsers see it. Default: http://localhost:$PORT.'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// address')
    .describe('PostgreSQL. `npm run up` starts an embedded one when this is not set.'),
  BERTH_SECRET_KEY: z
    .string()
    .refine(
      (value) => Buffer.from(value, 'base64').length === 32,
      'must be 32 random bytes in base64 (openssl rand -base64 32)',
    )
    .describe('Key for secrets at rest and session cookies: 32 random bytes in base64.'),
  BERTH_KUBECONFIG: z
    .string()
    .optional()
    .describe("Kubeconfig of the console's own identity. Inside a cluster: leave it out."),
  BERTH_KUBE_CONTEXT: z.string().optional().describe('Context in that kubeconfig. Default: its current one.'),
  BERTH_ADMIN_PASSWORD: z
    .string()
    .min(8, 'must have at least 8 characters')
    .optional()
    .describe('Password of the first administrator, `admin`. Default: generated and shown once.'),
  BERTH_OUTBOUND_ALLOW: list
    .default([])
    .describe('Private address ranges (CIDR, comma-separated) that registries and webhooks may lie in.'),
  BERTH_TRUST_PROXY: flag
    .default(false)
    .describe(
      'true: take the client address from X-Forwarded-For and the scheme from X-Forwarded-Proto, as set by the proxy in front.',
    ),
  BERTH_STABILITY_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(600)
    .default(10)
    .describe('How long pods must stay available before a release counts as available.'),
  BERTH_SHELL_KEEP_SECONDS: z.coerce
    .number()
    .int()
    .min(0)
    .max(86_400)
    .default(300)
    .describe('How long a shell waits for its browser to come back after a reload or a cut.'),
  BERTH_SHELL_RECORDING_REQUIRED: flag
    .default(false)
    .describe(
      'true: every shell is recorded, whatever its project says; one that can not be recorded is refused or ended.',
    ),
  BERTH_SHELL_RECORDING_MIB: z.coerce
    .number()
    .int()
    .min(1)
    .max(512)
    .default(32)
    .describe('How much is recorded of one shell, in MiB; what comes after is missing.'),
  BERTH_DEBUG_IMAGE: z
    .string()
    .min(1)
    .max(512)
    .default('samples/busybox:1')
    .describe('Image of debug containers where none is named, from a registry that the project may use.'),
  BERTH_FILE_LIMIT_MIB: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_240)
    .default(100)
    .describe('The largest file that may be copied into or out of a container, in MiB.'),
  BERTH_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error'])
    .default('info')
    .describe('Least severity logged.'),
});

export type Config = Omit<z.output<typeof configSchema>, 'BERTH_URL'> & { BERTH_URL: string };

/** Parses an environment; throws an Error whose message lists every bad setting, one a line. */
export function parseConfig(env: Record<string, string | undefined>): Config {
  // An empty value in a .env file means "not set".
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = configSchema.safeParse(present);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => {
      const name = issue.path.join('.');
      const missing = issue.code === 'invalid_type' && present[name] === undefined;
      return `  ${name}: ${missing ? 'is not set' : issue.message}`;
    });
    throw new Error(
      `Berth can't start with these settings:\n${lines.join('\n')}\nSee .env.example for all of them.`,
    );
  }
  return { ...result.data, BERTH_URL: result.data.BERTH_URL ?? `http://localhost:${result.data.PORT}` };
}

import type { z } from 'zod';
import type { createAppBody, patchAppBody } from '@/lib/contract/apps';
import type { AppSpec } from '@/lib/domain/app';
import { bytesOf, millicoresOf } from '@/lib/domain/quantity';

/** One row of the environment editor. */
export interface EnvRow {
  name: string;
  source: 'value' | 'secret';
  value: string;
  secretName: string;
  secretKey: string;
}

/** What the deploy form holds; CPU in millicores and memory in MiB, each as [request, limit]. */
export interface DeployValues {
  name: string;
  registry: string | null;
  /** As people type it: `samples/web:2`. */
  image: string;
  replicas: number;
  cpu: [number, number];
  memory: [number, number];
  port: number | null;
  command: string;
  args: string;
  env: EnvRow[];
  readiness: 'auto' | 'none' | 'tcp' | 'http';
  readinessPath: string;
  message: string;
}

type CreateBody = z.input<typeof createAppBody>;
type PatchBody = z.input<typeof patchAppBody>;

export const EMPTY_VALUES: DeployValues = {
  name: '',
  registry: null,
  image: '',
  replicas: 1,
  cpu: [100, 500],
  memory: [128, 256],
  port: null,
  command: '',
  args: '',
  env: [],
  readiness: 'auto',
  readinessPath: '/',
  message: '',
};

/** One argument a line; empty lines do not count. */
export function linesToArgs(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** The body of `POST …/apps` that the form stands for. */
export function toCreateBody(values: DeployValues): CreateBody {
  return { name: values.name, ...toPatchBody(values), image: values.image };
}

/** Everything in the form as the body of `PATCH …/apps/{app}`; what was emptied is there, empty. */
export function toPatchBody(values: DeployValues): PatchBody {
  const port = values.port;
  return {
    image: values.image,
    ...(values.registry ? { registry: values.registry } : {}),
    replicas: values.replicas,
    command: linesToArgs(values.command),
    args: linesToArgs(values.args),
    env: values.env.filter((row) => row.name !== '').map(toEnv),
    ports: port === null ? [] : [{ name: 'http', port, protocol: 'TCP' as const }],
    resources: {
      cpuRequest: `${Math.min(...values.cpu)}m`,
      cpuLimit: `${values.cpu[1]}m`,
      memoryRequest: `${Math.min(...values.memory)}Mi`,
      memoryLimit: `${values.memory[1]}Mi`,
    },
    readiness: toProbe(values),
    ...(values.message ? { message: values.message } : {}),
  };
}

/**
 * The part of the PATCH body that the person changed. What the form cannot show (a second port, a command as
 * readiness check, set over the API) is left as it is that way.
 */
export function changedBody(before: DeployValues, now: DeployValues): PatchBody {
  const old: Record<string, unknown> = toPatchBody(before);
  return Object.fromEntries(
    Object.entries(toPatchBody(now)).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(old[key]),
    ),
  );
}

function toEnv(row: EnvRow) {
  return row.source === 'secret'
    ? { name: row.name, secret: { name: row.secretName, key: row.secretKey } }
    : { name: row.name, value: row.value };
}

function toProbe(values: DeployValues): NonNullable<PatchBody['readiness']> {
  const { port } = values;
  if (port === null || values.readiness === 'none') return { kind: 'none' };
  if (values.readiness === 'http') return { kind: 'http', port, path: values.readinessPath || '/' };
  return { kind: 'tcp', port };
}

/** The form for an app that exists, from the AppSpec of its present release. */
export function fromSpec(name: string, spec: AppSpec, replicas: number): DeployValues {
  const { resources } = spec;
  return {
    name,
    registry: spec.registry,
    image: spec.image,
    replicas,
    cpu: [Number(millicoresOf(resources.cpuRequest)), Number(millicoresOf(resources.cpuLimit))],
    memory: [mib(resources.memoryRequest), mib(resources.memoryLimit)],
    port: spec.ports[0]?.port ?? null,
    command: spec.command.join('\n'),
    args: spec.args.join('\n'),
    env: spec.env.map((env) => ({
      name: env.name,
      source: env.secret ? 'secret' : 'value',
      value: env.value ?? '',
      secretName: env.secret?.name ?? '',
      secretKey: env.secret?.key ?? '',
    })),
    readiness: spec.readiness.kind === 'command' ? 'auto' : spec.readiness.kind,
    readinessPath: spec.readiness.kind === 'http' ? spec.readiness.path : '/',
    message: '',
  };
}

function mib(quantity: string): number {
  return Math.ceil(Number(bytesOf(quantity)) / 1024 / 1024);
}

/** A name for an app from its image: the last part of the repository, made an RFC 1123 label. */
export function nameFromImage(image: string): string {
  const repository = image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
  const last = repository.split('/').at(-1) ?? '';
  return last
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50)
    .replace(/-+$/, '');
}

/** The name, or the first of `name-2`, `name-3` … that nobody has. */
export function freeName(name: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const tried = number === 1 ? name : `${name}-${number}`;
    if (!taken.includes(tried)) return tried;
  }
}

import { z } from 'zod';
import { isRepository } from '@/lib/domain/registry';
import { confirmQuery, emptySchema, nameSchema, pageOf, pageQuery, timeSchema } from './common';
import { operation } from './operation';

const registryParams = z.object({ registry: nameSchema });

/** Holds slashes; in a path they may come as they are or as %2F. */
const repositorySchema = z
  .string()
  .max(300)
  .transform((text) => text.replaceAll(/%2f/gi, '/'))
  .refine(isRepository, 'Not a repository’s name.')
  .meta({ description: 'Repository, slashes and all', example: 'samples/web' });

export const registryKinds = ['oci', 'harbor'] as const;

/** What somebody who is not an administrator sees stands first; the rest is null for them. */
export const registrySchema = z.object({
  name: z.string(),
  kind: z.enum(registryKinds),
  url: z.string(),
  /** As names of its images begin. */
  host: z.string(),
  default: z.boolean(),
  createdAt: timeSchema,
  username: z.string().nullable(),
  hasPassword: z.boolean().nullable(),
  caBundle: z.string().nullable(),
  /** `all`, or the names of the tenants that may use it. */
  tenants: z.union([z.literal('all'), z.array(z.string())]).nullable(),
});

const tenantsField = z
  .union([z.literal('all'), z.array(nameSchema).max(1000)])
  .meta({ description: 'Who may use it: `all`, or names of tenants.' });
const urlField = z.string().trim().min(1).max(300).meta({ example: 'https://harbor.example.com' });
const usernameField = z.string().max(255).nullable();
const passwordField = z
  .string()
  .max(4096)
  .nullable()
  .meta({ description: 'Never returned. Left out in a change: kept.' });
const caField = z
  .string()
  .max(64 * 1024)
  .nullable()
  .meta({ description: 'PEM of a private certificate authority.' });

export const createRegistryBody = z.strictObject({
  name: nameSchema,
  kind: z.enum(registryKinds),
  url: urlField,
  username: usernameField.optional(),
  password: passwordField.optional(),
  caBundle: caField.optional(),
  default: z.boolean().optional(),
  tenants: tenantsField.optional(),
});

export const patchRegistryBody = z.strictObject({
  kind: z.enum(registryKinds).optional(),
  url: urlField.optional(),
  username: usernameField.optional(),
  password: passwordField.optional(),
  caBundle: caField.optional(),
  default: z.boolean().optional(),
  tenants: tenantsField.optional(),
});

/** What a connection test found: `ok`, or the code of the problem with its sentence. */
export const registryTestSchema = z.object({
  ok: z.boolean(),
  /** `ok` or a problem code such as `registry.tls`. */
  reason: z.string(),
  message: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  account: z.enum(['person', 'robot', 'anonymous']).nullable(),
  product: z.string().nullable(),
  /** What the account may do; null when it could not be found out. */
  can: z.object({ list: z.boolean(), pull: z.boolean() }).nullable(),
  durationMs: z.number(),
});

export const repositoryRowSchema = z.object({
  name: z.string(),
  artifacts: z.number().nullable(),
  updatedAt: timeSchema.nullable(),
});

export const artifactRowSchema = z.object({
  tags: z.array(z.string()),
  digest: z.string().nullable(),
  size: z.number().nullable(),
  /** Harbor: when it was pushed. Other registries tell no such time: when the image was built. */
  pushedAt: timeSchema.nullable(),
  type: z.string(),
  platforms: z.array(z.string()),
  scan: z
    .object({
      status: z.string(),
      severity: z.string(),
      total: z.number(),
      fixable: z.number(),
      counts: z.record(z.string(), z.number()),
    })
    .nullable(),
});

const listingOf = <T extends z.ZodType>(item: T) =>
  pageOf(item).extend({
    /** False while a big registry is still being read; asking again in a second brings more. */
    complete: z.boolean(),
    /** Harbor projects that the account may not list. */
    refused: z.array(z.string()),
  });

export const imageConfigSchema = z.object({
  user: z.string().nullable(),
  nonRoot: z.boolean(),
  ports: z.array(z.object({ port: z.number(), protocol: z.enum(['TCP', 'UDP']) })),
  /** Names only: values that somebody built into an image may be secrets. */
  envNames: z.array(z.string()),
  entrypoint: z.array(z.string()),
  command: z.array(z.string()),
  workingDir: z.string().nullable(),
  created: timeSchema.nullable(),
  hasHealthcheck: z.boolean(),
});

export const imageSchema = z.object({
  registry: z.string(),
  repository: z.string(),
  tag: z.string().nullable(),
  digest: z.string(),
  /** `host/repository:tag`. */
  image: z.string(),
  /** `host/repository@sha256:…`. */
  reference: z.string(),
  mediaType: z.string(),
  platforms: z.array(z.string()),
  platform: z.string(),
  size: z.number(),
  config: imageConfigSchema,
});

const base = '/registries';
const one = `${base}/{registry}` as const;
const listQuery = pageQuery.extend({ search: z.string().max(255).default('') });

export const listRegistries = operation({
  id: 'registries.list',
  method: 'GET',
  path: base,
  summary: 'List the registries that one may use',
  access: 'signed-in',
  response: z.object({ items: z.array(registrySchema) }),
});
export const createRegistry = operation({
  id: 'registries.create',
  method: 'POST',
  path: base,
  summary: 'Add a registry',
  access: 'registries.manage',
  audit: 'registry.create',
  body: createRegistryBody,
  response: registrySchema,
  status: 201,
});
export const getRegistry = operation({
  id: 'registries.get',
  method: 'GET',
  path: one,
  summary: 'A registry',
  access: 'signed-in',
  params: registryParams,
  response: registrySchema,
});
export const updateRegistry = operation({
  id: 'registries.update',
  method: 'PATCH',
  path: one,
  summary: 'Change a registry',
  access: 'registries.manage',
  audit: 'registry.update',
  params: registryParams,
  body: patchRegistryBody,
  response: registrySchema,
});
export const deleteRegistry = operation({
  id: 'registries.delete',
  method: 'DELETE',
  path: one,
  summary: 'Remove a registry that no app uses',
  access: 'registries.manage',
  audit: 'registry.delete',
  params: registryParams,
  query: confirmQuery,
  response: emptySchema,
  status: 204,
});
export const testNewRegistry = operation({
  id: 'registries.testNew',
  method: 'POST',
  path: `${base}/test`,
  summary: 'Try a connection before it is saved',
  access: 'registries.manage',
  audit: 'registry.test',
  body: createRegistryBody.omit({ name: true, default: true, tenants: true }),
  response: registryTestSchema,
  rate: 'heavy',
});
export const testRegistry = operation({
  id: 'registries.test',
  method: 'POST',
  path: `${one}/test`,
  summary: 'Try the connection of a registry, with changes that are not saved yet',
  access: 'registries.manage',
  audit: 'registry.test',
  params: registryParams,
  body: patchRegistryBody.omit({ default: true, tenants: true }),
  response: registryTestSchema,
  rate: 'heavy',
});
export const getRegistryStatus = operation({
  id: 'registries.status',
  method: 'GET',
  path: `${one}/status`,
  summary: 'State of the connection, tested at most every 30 seconds',
  access: 'signed-in',
  params: registryParams,
  response: registryTestSchema,
});
export const searchRepositories = operation({
  id: 'registries.repositories',
  method: 'GET',
  path: `${one}/repositories`,
  summary: 'Search the repositories of a registry',
  access: 'signed-in',
  params: registryParams,
  query: listQuery,
  response: listingOf(repositoryRowSchema),
});
export const listArtifacts = operation({
  id: 'registries.artifacts',
  method: 'GET',
  path: `${one}/artifacts`,
  summary: 'Artifacts of a repository, newest first',
  access: 'signed-in',
  params: registryParams,
  query: listQuery.extend({ repository: repositorySchema }),
  response: listingOf(artifactRowSchema),
});
export const listRepositoryArtifacts = operation({
  id: 'registries.repositoryArtifacts',
  method: 'GET',
  path: `${one}/repositories/{repository}/artifacts`,
  summary: 'Artifacts of a repository, newest first (slashes as they are, or as %2F)',
  access: 'signed-in',
  params: registryParams.extend({ repository: repositorySchema }),
  query: listQuery,
  response: listingOf(artifactRowSchema),
});
export const getImage = operation({
  id: 'registries.image',
  method: 'GET',
  path: `${one}/image`,
  summary: 'An image’s digest, platforms and config',
  access: 'signed-in',
  params: registryParams,
  query: z.object({ reference: z.string().min(1).max(512).meta({ example: 'samples/web:1' }) }),
  response: imageSchema,
});
export const listProjectRegistries = operation({
  id: 'projects.registries',
  method: 'GET',
  path: '/projects/{project}/registries',
  summary: 'Registries that a project may use, the default one first',
  access: 'project.read',
  params: z.object({ project: nameSchema }),
  response: z.object({ items: z.array(registrySchema) }),
});
export const getProjectImage = operation({
  id: 'projects.image',
  method: 'GET',
  path: '/projects/{project}/image',
  summary: 'An image as a project would run it: which registry holds it, digest, platforms, config',
  access: 'project.read',
  params: z.object({ project: nameSchema }),
  query: z.object({
    reference: z.string().min(1).max(512).meta({ example: 'samples/web:1' }),
    registry: nameSchema.optional(),
  }),
  response: imageSchema,
});

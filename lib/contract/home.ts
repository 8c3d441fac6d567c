import { z } from 'zod';
import { VERDICTS } from '@/lib/domain/app';
import { timeSchema } from './common';
import { operation } from './operation';

/** One thing that asks for somebody: what it is, where, and since when. */
export const needSchema = z.object({
  kind: z.enum(['app-failed', 'app-degraded', 'quota', 'project-broken', 'cluster-down']),
  project: z.string().nullable(),
  app: z.string().nullable(),
  cluster: z.string().nullable(),
  /** For apps, the stable word of the verdict (`CrashLoop`, `ImagePull`, …); for quotas, `cpu`, `memory` or `pods`. */
  reason: z.string(),
  /** The sentence in English, for programs; pages write their own from `reason` and `params`. */
  message: z.string(),
  params: z.record(z.string(), z.string()),
  since: timeSchema.nullable(),
  /** True for an app of which nothing serves; false where an older release serves on. */
  outage: z.boolean(),
});

const healthSchema = z.object({
  progressing: z.number().int(),
  available: z.number().int(),
  degraded: z.number().int(),
  failed: z.number().int(),
  stopped: z.number().int(),
});

export const recentReleaseSchema = z.object({
  project: z.string(),
  app: z.string(),
  number: z.number().int(),
  image: z.string(),
  verdict: z.enum(VERDICTS).nullable(),
  phase: z.enum(['recorded', 'applied', 'failed', 'superseded']),
  createdBy: z.string(),
  createdAt: timeSchema,
});

export const homeProjectSchema = z.object({
  name: z.string(),
  displayName: z.string(),
  tenant: z.string(),
  environment: z.enum(['dev', 'test', 'staging', 'prod']),
  phase: z.enum(['creating', 'active', 'broken', 'deleting']),
  health: healthSchema,
  lastRelease: recentReleaseSchema.nullable(),
});

export const getHome = operation({
  id: 'home.get',
  method: 'GET',
  path: '/home',
  summary: 'What needs the caller, the caller’s projects with health, and recent releases',
  access: 'signed-in',
  response: z.object({
    needs: z.array(needSchema),
    projects: z.array(homeProjectSchema),
    releases: z.array(recentReleaseSchema),
    deployable: z.array(z.object({ name: z.string(), displayName: z.string() })).meta({
      description: 'Where the caller may deploy now, the caller’s own projects first; not all of very many.',
    }),
    covers: z.enum(['mine', 'platform']).meta({
      description: 'Whose needs and releases these are: the caller’s own, or, to an administrator, all.',
    }),
    /** True when the caller may see more projects than these. */
    moreProjects: z.boolean(),
    /** What an empty page can offer; a project only where there is a tenant for it. */
    may: z.object({ createTenant: z.boolean(), createProject: z.boolean() }),
  }),
});

export const search = operation({
  id: 'search.find',
  method: 'GET',
  path: '/search',
  summary: 'Find apps, projects, tenants and users by a part of their name',
  access: 'signed-in',
  query: z.object({
    q: z.string().max(100).default(''),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  response: z.object({
    items: z.array(
      z.object({
        kind: z.enum(['app', 'project', 'tenant', 'user']),
        name: z.string(),
        title: z.string(),
        /** The project of an app, the tenant of a project. */
        parent: z.string().nullable(),
      }),
    ),
  }),
});

export const listClusterStates = operation({
  id: 'home.clusters',
  method: 'GET',
  path: '/home/clusters',
  summary: 'Whether the clusters of the caller’s projects can be reached',
  access: 'signed-in',
  response: z.object({
    items: z.array(
      z.object({
        name: z.string(),
        title: z.string(),
        reachable: z.boolean(),
        /** When it was last heard of, while it can't be reached. */
        since: timeSchema.nullable(),
        /** Why not; for administrators. */
        detail: z.string(),
      }),
    ),
  }),
});

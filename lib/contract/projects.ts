import { z } from 'zod';
import { userNameSchema } from '@/lib/domain/identity';
import {
  ENVIRONMENTS,
  POD_SECURITY_LEVELS,
  PROJECT_PHASES,
  quotaSchema,
  storedQuotaSchema,
} from '@/lib/domain/project';
import { confirmQuery, nameSchema, pageOf, pageQuery, searchSchema, timeSchema, titleSchema } from './common';
import { operation } from './operation';

export const projectParams = z.object({ project: nameSchema });
const environment = z.enum(ENVIRONMENTS);

export const projectRoleSchema = z.enum(['owner', 'developer', 'viewer']);
export const rightsSchema = z.object({ logs: z.boolean(), exec: z.boolean(), secrets: z.boolean() });

const { cpu, memory, pods, volumes, storage } = quotaSchema.shape;
/** What is left out stays as it is. */
const quotaQuery = z
  .object({
    cpu,
    memory,
    pods: z.coerce.number().pipe(pods),
    volumes: z.coerce.number().pipe(volumes),
    storage,
  })
  .partial();

export const quotaUseSchema = z.object({
  resource: z.enum(['cpu', 'memory', 'pods', 'volumes', 'storage']),
  used: z.string(),
  hard: z.string(),
});

/** What became of the apps of a project, by the verdict of their latest release. */
export const healthSchema = z.object({
  apps: z.number().int(),
  available: z.number().int(),
  progressing: z.number().int(),
  degraded: z.number().int(),
  failed: z.number().int(),
  stopped: z.number().int(),
});

export const projectSchema = z.object({
  name: z.string(),
  displayName: z.string(),
  tenant: z.string(),
  tenantDisplayName: z.string(),
  cluster: z.string(),
  environment,
  podSecurity: z.enum(POD_SECURITY_LEVELS),
  phase: z.enum(PROJECT_PHASES),
  /** Why it is broken, or what its deletion waits for: a code of the error table with its parameters. */
  problem: z
    .object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
  quota: storedQuotaSchema,
  /** Today's use of the quota; null while the cluster can't be asked. */
  usage: z.array(quotaUseSchema).nullable(),
  health: healthSchema,
  shells: z.object({
    record: z.boolean(),
    recordingRequired: z.boolean().meta({ description: 'The installation records every shell' }),
    recordingDays: z.number().int(),
  }),
  createdAt: timeSchema,
  /** The caller's own role; null for an administrator who is no member, and may do everything. */
  role: projectRoleSchema.nullable(),
  rights: rightsSchema,
  permissions: z.array(z.string()),
});

export const projectMemberSchema = z.object({
  name: z.string(),
  displayName: z.string(),
  role: projectRoleSchema,
  rights: rightsSchema,
  /** `project`: a membership of the project; `tenant`: an owner of the tenant, who owns every project of it. */
  source: z.enum(['project', 'tenant']),
  disabled: z.boolean(),
  since: timeSchema,
});

export const listProjects = operation({
  id: 'projects.list',
  method: 'GET',
  path: '/projects',
  summary: 'List the projects that you may see, by name',
  access: 'signed-in',
  query: pageQuery.extend({
    search: searchSchema.optional(),
    tenant: nameSchema.optional(),
    environment: environment.optional(),
    phase: z.enum(PROJECT_PHASES).optional(),
  }),
  response: pageOf(projectSchema),
});
export const createProject = operation({
  id: 'projects.create',
  method: 'POST',
  path: '/projects',
  summary: 'Create a project: a namespace with quota, limits, network policies, roles and pull secrets',
  access: 'tenant.projects.create',
  audit: 'project.create',
  idempotent: true,
  body: z.strictObject({
    name: nameSchema,
    tenant: nameSchema,
    displayName: titleSchema.optional(),
    environment: environment.optional(),
    quota: quotaSchema.partial().optional().meta({
      description: 'Default: 4 CPU, 8Gi, 50 pods, or half of what narrower caps of the tenant leave.',
    }),
  }),
  response: projectSchema,
  status: 201,
});
export const getProject = operation({
  id: 'projects.get',
  method: 'GET',
  path: '/projects/{project}',
  summary: 'A project with what you may do in it',
  access: 'project.read',
  params: projectParams,
  response: projectSchema,
});
export const updateProject = operation({
  id: 'projects.update',
  method: 'PATCH',
  path: '/projects/{project}',
  summary: 'Change title, environment, how shells are recorded, or (administrators) the Pod Security level',
  access: 'project.update',
  audit: 'project.update',
  params: projectParams,
  body: z.strictObject({
    displayName: titleSchema.optional(),
    environment: environment.optional(),
    podSecurity: z.enum(POD_SECURITY_LEVELS).optional(),
    recordShells: z.boolean().optional(),
    recordingDays: z.number().int().min(1).max(3650).optional().meta({
      description:
        'How long recordings of shells are kept after their end; holds for those that are there, too.',
    }),
  }),
  response: projectSchema,
});
export const repairProject = operation({
  id: 'projects.repair',
  method: 'POST',
  path: '/projects/{project}/repair',
  summary: 'Make again what is missing of a project',
  access: 'project.update',
  audit: 'project.repair',
  params: projectParams,
  response: projectSchema,
});
export const deleteProject = operation({
  id: 'projects.delete',
  method: 'DELETE',
  path: '/projects/{project}',
  summary: 'Delete a project with all that is in it; carried through in the background',
  access: 'project.delete',
  audit: 'project.delete',
  params: projectParams,
  query: confirmQuery,
  response: projectSchema,
  status: 202,
});
export const getProjectContents = operation({
  id: 'projects.contents',
  method: 'GET',
  path: '/projects/{project}/contents',
  summary: 'What deleting the project would take away',
  access: 'project.read',
  params: projectParams,
  /** Null is what the caller may not see, or the cluster does not have yet. */
  response: z.object({
    apps: z.number().int(),
    members: z.number().int(),
    pods: z.number().int().nullable(),
    services: z.number().int().nullable(),
    volumes: z.number().int().nullable(),
    configMaps: z.number().int().nullable(),
    secrets: z.number().int().nullable(),
  }),
});
export const getProjectUsage = operation({
  id: 'projects.usage',
  method: 'GET',
  path: '/projects/{project}/usage',
  summary: 'Quota, today’s use of it, and what each app requests',
  access: 'project.read',
  params: projectParams,
  response: z.object({
    quota: storedQuotaSchema,
    usage: z.array(quotaUseSchema),
    /** Sums over the containers of running pods; pods of no app stand under null. */
    apps: z.array(
      z.object({
        app: z.string().nullable(),
        pods: z.number().int(),
        cpuRequest: z.string(),
        cpuLimit: z.string(),
        memoryRequest: z.string(),
        memoryLimit: z.string(),
      }),
    ),
  }),
});
export const setProjectQuota = operation({
  id: 'projects.setQuota',
  method: 'PUT',
  path: '/projects/{project}/quota',
  summary: 'Change the quota (what is left out stays); below today’s use only with `acceptBelowUse`',
  access: 'project.quota.manage',
  audit: 'project.quota',
  params: projectParams,
  body: quotaSchema.partial().extend({ acceptBelowUse: z.boolean().default(false) }),
  response: projectSchema,
});
export const checkProjectQuota = operation({
  id: 'projects.checkQuota',
  method: 'GET',
  path: '/projects/{project}/quota/check',
  summary: 'What a quota would collide with: today’s use, the tenant’s caps',
  access: 'project.quota.manage',
  params: projectParams,
  query: quotaQuery,
  response: z.object({
    exceeded: z.array(quotaUseSchema),
    cap: z.object({ resource: z.enum(['cpu', 'memory']), left: z.string(), asked: z.string() }).nullable(),
  }),
});
export const listProjectMembers = operation({
  id: 'projects.members',
  method: 'GET',
  path: '/projects/{project}/members',
  summary: 'Members of a project, and the tenant’s owners, who own every project of it',
  access: 'project.read',
  params: projectParams,
  query: pageQuery.extend({ search: searchSchema.optional() }),
  response: pageOf(projectMemberSchema),
});
export const putProjectMember = operation({
  id: 'projects.putMember',
  method: 'PUT',
  path: '/projects/{project}/members/{user}',
  summary: 'Add a member or change its role and rights',
  access: 'project.members.manage',
  audit: 'project.member.put',
  params: projectParams.extend({ user: userNameSchema }),
  body: z.strictObject({
    role: projectRoleSchema.default('developer'),
    rights: rightsSchema.partial().optional().meta({
      description: 'What is left out follows the role: viewer logs; developer logs, exec; owner all.',
    }),
  }),
  response: projectMemberSchema,
});
export const deleteProjectMember = operation({
  id: 'projects.deleteMember',
  method: 'DELETE',
  path: '/projects/{project}/members/{user}',
  summary: 'Remove a member',
  access: 'project.members.manage',
  audit: 'project.member.delete',
  params: projectParams.extend({ user: userNameSchema }),
  response: z.null(),
  status: 204,
});
export const listProjectCandidates = operation({
  id: 'projects.candidates',
  method: 'GET',
  path: '/projects/{project}/candidates',
  summary: 'People who could become members, by name; at most 20',
  access: 'project.members.manage',
  params: projectParams,
  query: z.object({ search: searchSchema.default('') }),
  response: z.object({ items: z.array(z.object({ name: z.string(), displayName: z.string() })) }),
});

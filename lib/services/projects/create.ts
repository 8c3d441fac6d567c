import { createProject as operation } from '@/lib/contract/projects';
import type { Parsed } from '@/lib/contract/operation';
import { db, isUniqueViolation, type Project, type Tenant } from '@/lib/db';
import { isProblem, Problem } from '@/lib/domain/problem';
import { isReservedProjectName, readQuota } from '@/lib/domain/project';
import { tenantOf, tenantScope, useCase } from '@/lib/services/kernel';
import { lockTenant } from '@/lib/services/tenants';
import { newQuota, tenantQuotas } from './caps';
import { provision } from './provision';
import { auditedProject, loadRow } from './rows';
import { answerFor } from './shown';

type Body = Parsed<typeof operation>['body'];

/**
 * Makes a project: row first, then everything in the cluster. A call that is repeated while the first one's project
 * is unfinished carries on with it, so whoever got no answer can simply ask again; asking for something else is refused.
 */
export const createProject = useCase(operation, {
  scope: async ({ body }) => tenantScope(body.tenant),
  target: ({ body }) => body.name,
  project: ({ body }) => body.name,
  run: async (context, { body }) => {
    if (isReservedProjectName(body.name)) {
      throw new Problem(
        'project.name_reserved',
        { name: body.name },
        { fields: [{ path: 'name', message: 'This name is reserved.' }] },
      );
    }
    const tenant = tenantOf(context);
    const { id, isNew } = await findUnfinished(tenant, body).then(
      async (found) => found ?? { id: await insert(tenant, body), isNew: true },
    );
    if (context.audit) context.audit.after = auditedProject(await loadRow(id));
    try {
      await provision(id);
    } catch (error) {
      // The namespace is somebody else's: nothing was made, so nothing stays.
      if (isNew && isProblem(error) && error.code === 'resource.exists') {
        await db().project.deleteMany({ where: { id, phase: 'broken' } });
      }
      throw error;
    }
    return answerFor(context.principal, id);
  },
});

async function findUnfinished(tenant: Tenant, body: Body): Promise<{ id: string; isNew: boolean } | null> {
  const row = await db().project.findUnique({ where: { name: body.name } });
  if (!row) return null;
  const unfinished = row.phase === 'creating' || row.phase === 'broken';
  if (row.tenantId !== tenant.id || !unfinished) throw nameTaken(body.name);
  const fields = differing(row, body);
  if (fields.length > 0) {
    throw new Problem(
      'project.unfinished',
      { project: body.name, fields: fields.join(', ') },
      { fields: fields.map((path) => ({ path, message: 'The unfinished project has another value.' })) },
    );
  }
  return { id: row.id, isNew: false };
}

/** The fields in which a repeated call asks for something else than the first one did. */
function differing(row: Project, body: Body): string[] {
  const quota = readQuota(row.quota);
  const asked = Object.entries(given(body.quota)) as [keyof typeof quota, string | number][];
  return [
    ...((body.displayName ?? body.name) === row.displayName ? [] : ['displayName']),
    ...((body.environment ?? 'dev') === row.environment ? [] : ['environment']),
    ...asked.filter(([key, value]) => quota[key] !== value).map(([key]) => `quota.${key}`),
  ];
}

async function insert(tenant: Tenant, body: Body): Promise<string> {
  const cluster = await db().cluster.findFirst({ orderBy: [{ createdAt: 'asc' }, { name: 'asc' }] });
  if (!cluster) throw new Problem('resource.not_found', { what: 'cluster' });
  try {
    return await db().$transaction(async (tx) => {
      await lockTenant(tx, tenant.id);
      const quota = newQuota(await tenantQuotas(tx, tenant.id), given(body.quota));
      const row = await tx.project.create({
        data: {
          name: body.name,
          displayName: body.displayName ?? body.name,
          tenantId: tenant.id,
          clusterName: cluster.name,
          environment: body.environment ?? 'dev',
          quota,
        },
      });
      return row.id;
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw nameTaken(body.name);
    throw error;
  }
}

function nameTaken(name: string): Problem {
  return new Problem(
    'resource.exists',
    { what: name },
    { fields: [{ path: 'name', message: 'This name is taken.' }] },
  );
}

/** Only the fields that are there, for `exactOptionalPropertyTypes`-like merging: an undefined must not overwrite. */
function given<T extends object>(fields: T | undefined): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields ?? {}).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

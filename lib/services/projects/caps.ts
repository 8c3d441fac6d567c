import type { Tx } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';
import {
  capBreach,
  defaultQuotaWithin,
  readQuota,
  type CapBreach,
  type Quota,
  type TenantCaps,
} from '@/lib/domain/project';

interface TenantQuotas {
  caps: TenantCaps;
  /** The quotas of the tenant's other projects. */
  others: Quota[];
}

/** A tenant's caps with the quotas of its projects, one of them left out. */
export async function tenantQuotas(tx: Tx, tenantId: string, exceptId?: string): Promise<TenantQuotas> {
  const tenant = await tx.tenant.findUniqueOrThrow({
    where: { id: tenantId },
    include: { projects: { select: { id: true, quota: true } } },
  });
  return {
    caps: { cpu: tenant.cpuQuota, memory: tenant.memoryQuota },
    others: tenant.projects.filter(({ id }) => id !== exceptId).map(({ quota }) => readQuota(quota)),
  };
}

/** The quota of a new project: what was asked for, else the default as far as the tenant's caps let it. */
export function newQuota({ caps, others }: TenantQuotas, asked: Partial<Quota> | undefined): Quota {
  const quota = { ...defaultQuotaWithin(caps, others), ...asked };
  refuseBreach(capBreach(caps, others, quota), 'quota.');
  return quota;
}

/** Throws when a cap is broken; the problem lands on the field below `prefix`. */
export function refuseBreach(breach: CapBreach | null, prefix: string): void {
  if (!breach) return;
  throw new Problem(
    'tenant.cap',
    { resource: breach.resource, left: breach.left, asked: breach.asked },
    {
      fields: [{ path: `${prefix}${breach.resource}`, message: `The tenant’s cap leaves ${breach.left}.` }],
    },
  );
}

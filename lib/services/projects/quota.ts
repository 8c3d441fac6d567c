import { checkProjectQuota as check, setProjectQuota as set } from '@/lib/contract/projects';
import { db } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';
import { capBreach, exceededBy, readQuota, type Quota, type QuotaUse } from '@/lib/domain/project';
import { projectOf, useCase } from '@/lib/services/kernel';
import { lockTenant } from '@/lib/services/tenants';
import { refuseBreach, tenantQuotas } from './caps';
import { provision } from './provision';
import { auditedProject, loadRow, projectInclude, refuseDeleting } from './rows';
import { answerFor } from './shown';
import { usedIn } from './usage-source';

/** Says what a quota would collide with, before it is saved. */
export const checkProjectQuota = useCase(check, {
  run: async (context, { query }) => {
    const row = await loadRow(projectOf(context).id);
    const quota = merge(readQuota(row.quota), query);
    const { caps, others } = await tenantQuotas(db(), row.tenantId, row.id);
    return {
      exceeded: exceededBy(quota, (await usedIn(row, context.caller.signal)) ?? {}),
      cap: capBreach(caps, others, quota),
    };
  },
});

/** Sets the quota, within the tenant's caps; one below today's use only when the caller says that it is meant. */
export const setProjectQuota = useCase(set, {
  run: async (context, { body }) => {
    const { id, tenantId } = projectOf(context);
    const { acceptBelowUse, ...asked } = body;
    const before = await loadRow(id);
    refuseDeleting(before);
    const used = await usedIn(before, context.caller.signal);
    const after = await db().$transaction(async (tx) => {
      await lockTenant(tx, tenantId);
      const { caps, others } = await tenantQuotas(tx, tenantId, id);
      const quota = merge(readQuota(before.quota), asked);
      refuseBreach(capBreach(caps, others, quota), '');
      if (!acceptBelowUse) refuseBelowUse(exceededBy(quota, used ?? {}));
      return tx.project.update({ where: { id }, data: { quota }, include: projectInclude });
    });
    if (context.audit) {
      context.audit.before = auditedProject(before);
      context.audit.after = auditedProject(after);
    }
    await provision(id);
    return answerFor(context.principal, id);
  },
});

function merge(present: Quota, asked: { [K in keyof Quota]?: Quota[K] | undefined }): Quota {
  return {
    cpu: asked.cpu ?? present.cpu,
    memory: asked.memory ?? present.memory,
    pods: asked.pods ?? present.pods,
    volumes: asked.volumes ?? present.volumes,
    storage: asked.storage ?? present.storage,
  };
}

function refuseBelowUse(exceeded: readonly QuotaUse[]): void {
  if (exceeded.length === 0) return;
  const detail = exceeded.map((part) => `${part.resource} ${part.used} > ${part.hard}`).join(', ');
  const fields = exceeded.map((part) => ({ path: part.resource, message: `${part.used} are in use.` }));
  throw new Problem('quota.below_use', { detail }, { fields });
}

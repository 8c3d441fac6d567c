import { deleteUser as operation } from '@/lib/contract/users';
import { db, type Tx, type User } from '@/lib/db';
import { kubeUser } from '@/lib/domain/access';
import { Problem } from '@/lib/domain/problem';
import { forgetImpersonable } from '@/lib/kube';
import { log } from '@/lib/observability/log';
import { useCase } from '@/lib/services/kernel';
import { refuseLastAdministrator, refuseSelf } from './administrators';
import { userNamed } from './find';
import { auditedUser } from './shown';

/** Deletes a user with sessions, tokens and memberships; refused while a tenant or project would lose an owner. */
export const deleteUser = useCase(operation, {
  run: async ({ principal, audit }, { params, query }) => {
    if (query.confirm !== params.user) throw new Problem('confirm.name', { name: params.user });
    const user = await db().$transaction(async (tx) => {
      const user = await userNamed(params.user, tx);
      refuseSelf(principal, user);
      await refuseLastAdministrator(tx, user);
      const owned = await ownedBy(tx, user);
      if (owned.length > 0) throw new Problem('user.owns', { user: user.name, what: owned.join(', ') });
      await tx.user.delete({ where: { id: user.id } });
      return user;
    });
    if (audit) audit.before = auditedUser(user);
    void forget(user);
    return null;
  },
});

/** Nobody can act as somebody deleted; taking the name off the clusters' lists only keeps these short, and can fail. */
async function forget(user: User): Promise<void> {
  for (const { name } of await db()
    .cluster.findMany({ select: { name: true } })
    .catch(() => [])) {
    await forgetImpersonable(name, [kubeUser(user.id)], []).catch((error: unknown) =>
      log.warn('a deleted user stays on the list of a cluster', { cluster: name, error }),
    );
  }
}

async function ownedBy(tx: Tx, user: User): Promise<string[]> {
  const where = { userId: user.id, role: 'owner' } as const;
  const tenants = await tx.tenantMember.findMany({ where, include: { tenant: { select: { name: true } } } });
  const projects = await tx.projectMember.findMany({
    where,
    include: { project: { select: { name: true } } },
  });
  return [...tenants.map((row) => row.tenant.name), ...projects.map((row) => row.project.name)];
}

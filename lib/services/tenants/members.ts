import { deleteTenantMember as remove, putTenantMember as put } from '@/lib/contract/tenants';
import { db, type Tx } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';
import { leavesNoOwner } from '@/lib/domain/tenant';
import { tenantOf, useCase } from '@/lib/services/kernel';
import { shownMember } from './list-members';
import { lockTenant } from './lock';

/** Adds a member or changes its role. */
export const putTenantMember = useCase(put, {
  run: async (context, { params, body }) => {
    const tenant = tenantOf(context);
    const row = await db().$transaction(async (tx) => {
      await lockTenant(tx, tenant.id);
      const user = await tx.user.findUnique({ where: { name: params.user } });
      if (!user) throw new Problem('resource.not_found', { what: params.user });
      await keepAnOwner(tx, tenant.id, user, body.role);
      const id = { tenantId: tenant.id, userId: user.id };
      const before = await tx.tenantMember.findUnique({ where: { tenantId_userId: id } });
      const after = await tx.tenantMember.upsert({
        where: { tenantId_userId: id },
        create: { ...id, role: body.role },
        update: { role: body.role },
        include: { user: true },
      });
      if (context.audit) {
        context.audit.before = before ? { user: user.name, role: before.role } : null;
        context.audit.after = { user: user.name, role: after.role };
      }
      return after;
    });
    return shownMember(row);
  },
});

/** Removes a member from the tenant and from all its projects: whoever leaves the tenant keeps nothing in it. */
export const deleteTenantMember = useCase(remove, {
  run: async (context, { params }) => {
    const tenant = tenantOf(context);
    await db().$transaction(async (tx) => {
      await lockTenant(tx, tenant.id);
      const member = await tx.tenantMember.findFirst({
        where: { tenantId: tenant.id, user: { name: params.user } },
        include: { user: true },
      });
      if (!member) throw new Problem('resource.not_found', { what: params.user });
      await keepAnOwner(tx, tenant.id, member.user, null);
      const mine = { userId: member.userId, project: { tenantId: tenant.id } };
      const projects = await tx.projectMember.findMany({ where: mine, include: { project: true } });
      await tx.projectMember.deleteMany({ where: mine });
      await tx.tenantMember.delete({
        where: { tenantId_userId: { tenantId: tenant.id, userId: member.userId } },
      });
      if (context.audit) {
        context.audit.before = {
          user: member.user.name,
          role: member.role,
          projects: projects.map((row) => ({ project: row.project.name, role: row.role })),
        };
      }
    });
    return null;
  },
});

async function keepAnOwner(
  tx: Tx,
  tenantId: string,
  user: { id: string; name: string },
  role: 'owner' | 'member' | null,
): Promise<void> {
  const owners = await tx.tenantMember.findMany({ where: { tenantId, role: 'owner' } });
  if (leavesNoOwner(owners, user.id, role)) throw new Problem('tenant.last_owner', { user: user.name });
}

import { deleteProjectMember as remove, putProjectMember as put } from '@/lib/contract/projects';
import { db } from '@/lib/db';
import { can, DEFAULT_RIGHTS, kubeUser, type ProjectRights } from '@/lib/domain/access';
import { Problem } from '@/lib/domain/problem';
import { ensureImpersonable } from '@/lib/kube';
import { log } from '@/lib/observability/log';
import { projectOf, useCase, type Context } from '@/lib/services/kernel';
import { lockTenant } from '@/lib/services/tenants';
import { shownMember } from './list-members';

const PERMISSION_OF = { logs: 'logs.read', exec: 'shell.open', secrets: 'secrets.manage' } as const;

/**
 * Adds a member or changes role and rights. Whoever joins a project of a tenant joins the tenant too, as member.
 * Nobody hands out a right that they lack themselves.
 */
export const putProjectMember = useCase(put, {
  run: async (context, { params, body }) => {
    const project = projectOf(context);
    const rights: ProjectRights = { ...DEFAULT_RIGHTS[body.role], ...withoutUndefined(body.rights) };
    const row = await db().$transaction(async (tx) => {
      await lockTenant(tx, project.tenantId);
      const user = await tx.user.findUnique({ where: { name: params.user } });
      if (!user) throw new Problem('resource.not_found', { what: params.user });
      const id = { projectId: project.id, userId: user.id };
      const before = await tx.projectMember.findUnique({ where: { projectId_userId: id } });
      refuseEscalation(context, rights, before);
      const data = {
        role: body.role,
        canLogs: rights.logs,
        canExec: rights.exec,
        canSecrets: rights.secrets,
      };
      const tenantId = { tenantId: project.tenantId, userId: user.id };
      await tx.tenantMember.upsert({
        where: { tenantId_userId: tenantId },
        create: { ...tenantId, role: 'member' },
        update: {},
      });
      const after = await tx.projectMember.upsert({
        where: { projectId_userId: id },
        create: { ...id, ...data },
        update: data,
        include: { user: true },
      });
      if (context.audit) {
        context.audit.before = before ? auditedMember(user.name, before) : null;
        context.audit.after = auditedMember(user.name, after);
      }
      return after;
    });
    // The row decides; a cluster that does not answer now learns the name with the member's first call.
    await ensureImpersonable(project.clusterName, [kubeUser(row.userId)], []).catch((error: unknown) =>
      log.warn('a member could not be announced to the cluster', { error }),
    );
    return shownMember(row);
  },
});

/** Removes a member; open streams and shells end within seconds, as each is judged anew while it runs. */
export const deleteProjectMember = useCase(remove, {
  run: async (context, { params }) => {
    const project = projectOf(context);
    const where = { projectId: project.id, user: { name: params.user } };
    const before = await db().projectMember.findFirst({ where });
    if (!before) throw new Problem('resource.not_found', { what: params.user });
    await db().projectMember.deleteMany({ where });
    if (context.audit) context.audit.before = auditedMember(params.user, before);
    return null;
  },
});

interface MemberRights {
  role: string;
  canLogs: boolean;
  canExec: boolean;
  canSecrets: boolean;
}

function refuseEscalation(context: Context, rights: ProjectRights, before: MemberRights | null): void {
  const had: ProjectRights = {
    logs: before?.canLogs ?? false,
    exec: before?.canExec ?? false,
    secrets: before?.canSecrets ?? false,
  };
  for (const right of ['logs', 'exec', 'secrets'] as const) {
    if (!rights[right] || had[right]) continue;
    const permission = PERMISSION_OF[right];
    if (!can(context.principal, permission, context.scope))
      throw new Problem('auth.forbidden', { permission });
  }
}

function auditedMember(user: string, row: MemberRights) {
  return { user, role: row.role, logs: row.canLogs, exec: row.canExec, mayReadSecrets: row.canSecrets };
}

function withoutUndefined(rights: { [K in keyof ProjectRights]?: boolean | undefined } | undefined) {
  return Object.fromEntries(
    Object.entries(rights ?? {}).filter(([, value]) => value !== undefined),
  ) as Partial<ProjectRights>;
}

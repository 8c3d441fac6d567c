import type { Answer } from '@/lib/contract/operation';
import { listProjectMembers as operation, type putProjectMember } from '@/lib/contract/projects';
import { db, type Prisma, literal } from '@/lib/db';
import { ALL_RIGHTS } from '@/lib/domain/access';
import { projectOf, useCase } from '@/lib/services/kernel';

type Member = Answer<typeof putProjectMember>;

/** Members of a project and owners of its tenant, by name, each person once; the cursor is the last name before. */
export const listProjectMembers = useCase(operation, {
  run: async (context, { query }) => {
    const { id, tenantId } = projectOf(context);
    const contains = { contains: literal(query.search ?? ''), mode: 'insensitive' } as const;
    const found: Prisma.UserWhereInput = query.search
      ? { OR: [{ name: contains }, { displayName: contains }] }
      : {};
    const ownsTenant = { some: { tenantId, role: 'owner' } } as const;
    const where: Prisma.UserWhereInput = {
      AND: [found, { OR: [{ projectMembers: { some: { projectId: id } } }, { tenantMembers: ownsTenant }] }],
    };
    const [users, total] = await Promise.all([
      db().user.findMany({
        where: query.cursor ? { AND: [where, { name: { gt: query.cursor } }] } : where,
        orderBy: { name: 'asc' },
        take: query.limit + 1,
        include: { projectMembers: { where: { projectId: id } }, tenantMembers: { where: { tenantId } } },
      }),
      db().user.count({ where }),
    ]);
    const items = users.slice(0, query.limit).map((user): Member => {
      const [owner] = user.tenantMembers.filter((member) => member.role === 'owner');
      const [member] = user.projectMembers;
      if (member && !owner) return shownMember({ ...member, user });
      return {
        name: user.name,
        displayName: user.displayName,
        role: 'owner',
        rights: ALL_RIGHTS,
        source: 'tenant',
        disabled: user.disabledAt !== null,
        since: (owner ?? user).createdAt.toISOString(),
      };
    });
    return { items, next: users.length > query.limit ? (items.at(-1)?.name ?? null) : null, total };
  },
});

type MemberRow = Omit<Prisma.ProjectMemberGetPayload<{ include: { user: true } }>, 'projectId' | 'userId'>;

/** A membership as everybody in the project sees it. */
export function shownMember(row: MemberRow): Member {
  return {
    name: row.user.name,
    displayName: row.user.displayName,
    role: row.role,
    rights: { logs: row.canLogs, exec: row.canExec, secrets: row.canSecrets },
    source: 'project',
    disabled: row.user.disabledAt !== null,
    since: row.createdAt.toISOString(),
  };
}

import { updateUser as operation } from '@/lib/contract/users';
import { db, type Tx, type User } from '@/lib/db';
import { useCase } from '@/lib/services/kernel';
import { refuseLastAdministrator, refuseSelf } from './administrators';
import { userNamed } from './find';
import { auditedUser, shownUser } from './shown';

/** Changes a user. Disabling, enabling and another role end all sessions of that user at once. */
export const updateUser = useCase(operation, {
  run: async ({ principal, audit }, { params, body }) => {
    const { before, after } = await db().$transaction(async (tx) => {
      const before = await userNamed(params.user, tx);
      const disabled = body.disabled ?? before.disabledAt !== null;
      const role = body.platformRole ?? before.platformRole;
      const loses =
        (disabled && before.disabledAt === null) || (role !== 'admin' && before.platformRole === 'admin');
      if (loses) {
        refuseSelf(principal, before);
        await refuseLastAdministrator(tx, before);
      }
      const after = await tx.user.update({
        where: { id: before.id },
        data: {
          displayName: body.displayName ?? before.displayName,
          email: body.email === undefined ? before.email : body.email,
          platformRole: role,
          disabledAt: disabled ? (before.disabledAt ?? new Date()) : null,
        },
      });
      if (role !== before.platformRole || disabled !== (before.disabledAt !== null))
        await endSessions(tx, before);
      return { before, after };
    });
    if (audit) {
      audit.before = auditedUser(before);
      audit.after = auditedUser(after);
    }
    return shownUser(after);
  },
});

async function endSessions(tx: Tx, user: User): Promise<void> {
  await tx.session.updateMany({
    where: { userId: user.id, revokedAt: null },
    data: { revokedAt: new Date() },
  });
}

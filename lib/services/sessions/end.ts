import { endSession as operation } from '@/lib/contract/sessions';
import { db } from '@/lib/db';
import { can } from '@/lib/domain/access';
import { Problem } from '@/lib/domain/problem';
import { useCase } from '@/lib/services/kernel';

/** Ends a session at once: one's own, or anybody's for administrators; to others it is not there. */
export const endSession = useCase(operation, {
  run: async ({ principal, scope, audit }, { params }) => {
    const row = await db().session.findUnique({ where: { id: params.session }, include: { user: true } });
    const mine = row?.userId === principal.userId;
    if (!row || row.revokedAt || !(mine || can(principal, 'users.manage', scope))) {
      throw new Problem('resource.not_found', { what: params.session });
    }
    await db().session.update({ where: { id: row.id }, data: { revokedAt: new Date() } });
    if (audit) audit.before = { user: row.user.name, address: row.address };
    return null;
  },
});

import { updateMe as operation } from '@/lib/contract/me';
import { db } from '@/lib/db';
import { useCase } from '@/lib/services/kernel';

/** Changes one's own display name. */
export const updateMe = useCase(operation, {
  run: async ({ principal, audit }, { body }) => {
    await db().user.update({ where: { id: principal.userId }, data: { displayName: body.displayName } });
    if (audit) {
      audit.before = { displayName: principal.displayName };
      audit.after = { displayName: body.displayName };
    }
    return null;
  },
});

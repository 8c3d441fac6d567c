import { deleteToken as operation } from '@/lib/contract/tokens';
import { db } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';
import { useCase } from '@/lib/services/kernel';
import { revokeFamily } from './family';

/** Takes a token of the caller out of use at once, with all that were made with it; somebody else's is not found. */
export const deleteToken = useCase(operation, {
  run: async ({ principal, audit }, { params }) => {
    const row = await db().apiToken.findFirst({
      where: { id: params.token, userId: principal.userId, revokedAt: null },
    });
    if (!row) throw new Problem('resource.not_found', { what: params.token });
    const revoked = await db().$transaction((tx) => revokeFamily(tx, row.id));
    if (audit) {
      const children = revoked.filter(({ id }) => id !== row.id);
      audit.before = {
        name: row.name,
        prefix: row.prefix,
        ...(children.length === 0
          ? {}
          : { revokedWithIt: children.map(({ name, prefix }) => ({ name, prefix })) }),
      };
    }
    return null;
  },
});

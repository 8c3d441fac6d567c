import { deleteToken as operation } from '@/lib/contract/tokens';
import { db } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';
import { useCase } from '@/lib/services/kernel';

/** Takes a token of the caller out of use at once; somebody else's is not found. */
export const deleteToken = useCase(operation, {
  run: async ({ principal, audit }, { params }) => {
    const row = await db().apiToken.findFirst({
      where: { id: params.token, userId: principal.userId, revokedAt: null },
    });
    if (!row) throw new Problem('resource.not_found', { what: params.token });
    await db().apiToken.update({ where: { id: row.id }, data: { revokedAt: new Date() } });
    if (audit) audit.before = { name: row.name, prefix: row.prefix };
    return null;
  },
});

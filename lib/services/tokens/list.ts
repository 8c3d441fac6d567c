import { listTokens as operation } from '@/lib/contract/tokens';
import { db } from '@/lib/db';
import { useCase } from '@/lib/services/kernel';
import { shownToken } from './shown';

/** The caller's tokens, newest first; ended ones stay in the list until they are deleted. */
export const listTokens = useCase(operation, {
  run: async ({ principal }) => {
    const rows = await db().apiToken.findMany({
      where: { userId: principal.userId, revokedAt: null },
      orderBy: { createdAt: 'desc' },
    });
    return { items: rows.map(shownToken) };
  },
});

import { TOKEN_DAYS_DEFAULT } from '@/lib/contract/tokens';
import { db, type ApiToken } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';
import { randomToken, sha256 } from '@/lib/runtime/crypto';
import { lockHeldToken } from './family';
import { shownToken } from './shown';

const MOST = 100;
const DAY = 86_400_000;

/**
 * Makes a token for a user. Only its hash is kept, so the answer is the one place where it can be read. One that is made
 * with another (`parentId`) ends with it.
 */
export async function issueToken(
  userId: string,
  wish: { name: string; days?: number | undefined; parentId?: string | undefined },
): Promise<ReturnType<typeof shownToken> & { token: string }> {
  const now = new Date();
  const held = await db().apiToken.count({
    where: { userId, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
  });
  if (held >= MOST) throw new Problem('token.limit', { limit: MOST });
  const token = `berth_${randomToken(32)}`;
  const ends = new Date(now.getTime() + (wish.days ?? TOKEN_DAYS_DEFAULT) * DAY);
  const row: ApiToken = await db().$transaction(async (tx) => {
    const parent = wish.parentId === undefined ? null : await lockHeldToken(tx, wish.parentId, now);
    return tx.apiToken.create({
      data: {
        userId,
        name: wish.name,
        prefix: token.slice(0, 12),
        hash: sha256(token),
        createdAt: now,
        expiresAt: parent?.expiresAt && parent.expiresAt < ends ? parent.expiresAt : ends,
        parentId: parent?.id ?? null,
      },
    });
  });
  return { ...shownToken(row), token };
}

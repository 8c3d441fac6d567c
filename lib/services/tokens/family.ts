import type { ApiToken, Tx } from '@/lib/db';
import { tokenHolds } from '@/lib/domain/identity';
import { Problem } from '@/lib/domain/problem';

/** A token with which another is made: it can't be revoked before that other one is there to be revoked with it. */
export async function lockHeldToken(tx: Tx, id: string, now: Date): Promise<ApiToken> {
  await tx.$queryRaw`SELECT id FROM "ApiToken" WHERE id = ${id}::uuid FOR SHARE`;
  const row = await tx.apiToken.findUnique({ where: { id } });
  if (!row || !tokenHolds(row, now)) throw new Problem('auth.required');
  return row;
}

/** Revokes a token, those that were made with it, those that were made with these … Returns all of them, itself first. */
export async function revokeFamily(tx: Tx, id: string): Promise<ApiToken[]> {
  const revoked: ApiToken[] = [];
  const data = { revokedAt: new Date() };
  // One generation after the other: a write waits for whoever makes a token with one of these, and the next look sees it.
  let generation = await tx.apiToken.updateManyAndReturn({ where: { id, revokedAt: null }, data });
  while (generation.length > 0) {
    revoked.push(...generation);
    const parents = generation.map((row) => row.id);
    generation = await tx.apiToken.updateManyAndReturn({
      where: { parentId: { in: parents }, revokedAt: null },
      data,
    });
  }
  return revoked;
}

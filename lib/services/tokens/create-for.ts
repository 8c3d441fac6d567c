import { tokenDaysSchema } from '@/lib/contract/tokens';
import { db } from '@/lib/db';
import { fieldProblem, Problem } from '@/lib/domain/problem';
import { audited } from '@/lib/services/identity';
import { requireSignIn, type Caller } from '@/lib/services/kernel';
import { issueToken } from './issue';

/**
 * A token for another user, at the operator's command line only: no operation of the API does this, since it would
 * let an administrator act under somebody else's name.
 */
export async function createTokenFor(
  caller: Caller,
  wish: { user: string; name: string; days?: number | undefined },
): Promise<{ token: string; expiresAt: string | null }> {
  const principal = requireSignIn(caller);
  if (principal.via !== 'cli') throw new Problem('auth.forbidden', { permission: 'users.manage' });
  const input = { user: wish.user, name: wish.name, days: wish.days ?? null };
  return audited({ caller, principal, action: 'token.create', target: wish.user, input }, async (record) => {
    if (wish.days !== undefined && !tokenDaysSchema.safeParse(wish.days).success) {
      throw fieldProblem('days', 'Days must be a whole number from 1 to 3650.');
    }
    const user = await db().user.findUnique({ where: { name: wish.user } });
    if (!user) throw new Problem('resource.not_found', { what: `User ${wish.user}` });
    if (user.disabledAt) throw new Problem('auth.disabled');
    const made = await issueToken(user.id, wish);
    record.after = { id: made.id, prefix: made.prefix, expiresAt: made.expiresAt };
    return made;
  });
}

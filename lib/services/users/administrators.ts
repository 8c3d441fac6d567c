import type { Tx, User } from '@/lib/db';
import type { Principal } from '@/lib/domain/access';
import { Problem } from '@/lib/domain/problem';

/** Throws when `user` is the caller: whoever could shut himself out might be the one who has to repair it. */
export function refuseSelf(principal: Principal, user: User): void {
  if (user.id === principal.userId) throw new Problem('user.self');
}

/** Throws when nobody else could administer the platform. Locks the administrators' rows, so two at once can't remove each other. */
export async function refuseLastAdministrator(tx: Tx, user: User): Promise<void> {
  const active = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "User" WHERE "platformRole" = 'admin' AND "disabledAt" IS NULL ORDER BY id FOR UPDATE`;
  if (active.some((one) => one.id === user.id) && active.length === 1) {
    throw new Problem('user.last_admin', { user: user.name });
  }
}

import { db, type Tx, type User } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';

/** A user by name; 404 when there is none. */
export async function userNamed(name: string, tx: Tx = db()): Promise<User> {
  const user = await tx.user.findUnique({ where: { name } });
  if (!user) throw new Problem('resource.not_found', { what: name });
  return user;
}

import { encode } from 'next-auth/jwt';
import { db, type User } from '@/lib/db';
import { sessionSecret } from '@/lib/auth/session-cookie';

/** The Cookie header of a browser in which that person has just signed in. */
export async function cookieFor(person: Pick<User, 'id'>): Promise<string> {
  const session = await db().session.create({
    data: { userId: person.id, address: '192.0.2.1', expiresAt: new Date(Date.now() + 86_400_000) },
  });
  const token = await encode({ token: { sub: person.id, sid: session.id }, secret: sessionSecret() });
  return `next-auth.session-token=${token}`;
}

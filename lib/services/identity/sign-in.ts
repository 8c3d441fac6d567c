import { hashPassword, loadPrincipal, needsRehash, verifyPassword } from '@/lib/auth';
import { db, type User } from '@/lib/db';
import { SESSION_ABSOLUTE_MS, typedUserName, userNameSchema } from '@/lib/domain/identity';
import { Problem } from '@/lib/domain/problem';
import { ANONYMOUS, type Caller } from '@/lib/services/kernel';
import { audited } from './audited';
import { countTry } from './sign-in-limit';

/** What a sign-in made. */
export interface SignedIn {
  userId: string;
  name: string;
  sessionId: string;
}

/**
 * Signs somebody in by name and password and makes a session. Whatever is wrong (name, password) gives the same
 * `auth.failed` after the same time; only who knows the password learns that the account is disabled.
 */
export async function signIn(caller: Caller, typed: { name: string; password: string }): Promise<SignedIn> {
  const name = typedUserName(typed.name);
  const counted = await countTry(name, caller.address, caller.signal);
  const user = await db().user.findUnique({ where: { name } });
  const principal = (user && (await loadPrincipal(user.id, 'session', ''))) ?? ANONYMOUS;
  // A name that could not be one may be a password in the wrong field: it is not written down.
  const target = userNameSchema.safeParse(name).success ? name : '(not a name)';
  return audited({ caller, principal, action: 'session.create', target }, async (record) => {
    if (!(await verifyPassword(user?.passwordHash ?? null, typed.password)) || !user) {
      throw new Problem('auth.failed');
    }
    if (user.disabledAt) throw new Problem('auth.disabled');
    await counted.forget();
    await rehash(user, typed.password);
    const session = await openSession(user.id, caller);
    await endReplaced(caller);
    record.after = { session: session.id };
    return { userId: user.id, name: user.name, sessionId: session.id };
  });
}

async function openSession(userId: string, caller: Caller): Promise<{ id: string }> {
  const now = new Date();
  const [session] = await db().$transaction([
    db().session.create({
      data: {
        userId,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + SESSION_ABSOLUTE_MS),
        address: caller.address,
        userAgent: caller.userAgent.slice(0, 300),
      },
      select: { id: true },
    }),
    db().user.update({ where: { id: userId }, data: { lastSignInAt: now }, select: { id: true } }),
  ]);
  return session;
}

/** The session that the browser had before is over: its cookie is replaced. */
async function endReplaced(caller: Caller): Promise<void> {
  if (caller.principal?.via !== 'session') return;
  await db().session.updateMany({
    where: { id: caller.principal.credentialId, revokedAt: null },
    data: { revokedAt: new Date() },
  });
}

async function rehash(user: User, password: string): Promise<void> {
  if (!user.passwordHash || !needsRehash(user.passwordHash)) return;
  await db().user.update({ where: { id: user.id }, data: { passwordHash: await hashPassword(password) } });
}

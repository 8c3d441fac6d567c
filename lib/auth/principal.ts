import { db } from '@/lib/db';
import type { Principal } from '@/lib/domain/access';
import { sessionHolds, tokenHolds } from '@/lib/domain/identity';
import { log } from '@/lib/observability/log';
import { sha256 } from '@/lib/runtime/crypto';
import { loadPrincipal } from './load-principal';
import { sessionIdOf } from './session-cookie';

// How old "last seen" and "last used" may be before they are written again.
const FRESH_MS = 60_000;

/** Who a request's headers speak for, by `Authorization: Bearer` or session cookie; null for nobody. */
export async function principalOfRequest(headers: Headers): Promise<Principal | null> {
  const authorization = headers.get('authorization');
  // A token that is there but wrong must not fall back to the cookie.
  if (authorization !== null) {
    const bearer = /^Bearer\s+(\S+)\s*$/i.exec(authorization)?.[1];
    return bearer ? principalOfToken(bearer) : null;
  }
  const sessionId = await sessionIdOf(headers);
  return sessionId === null ? null : principalOfSession(sessionId);
}

async function principalOfToken(token: string): Promise<Principal | null> {
  const row = await db().apiToken.findUnique({ where: { hash: sha256(token) } });
  const now = new Date();
  if (!row || !tokenHolds(row, now)) return null;
  if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() > FRESH_MS) {
    note(db().apiToken.updateMany({ where: { id: row.id }, data: { lastUsedAt: now } }));
  }
  return loadPrincipal(row.userId, 'token', row.id);
}

async function principalOfSession(id: string): Promise<Principal | null> {
  const row = await db().session.findUnique({ where: { id } });
  const now = new Date();
  if (!row || !sessionHolds(row, now)) return null;
  if (now.getTime() - row.lastSeenAt.getTime() > FRESH_MS) {
    note(db().session.updateMany({ where: { id, revokedAt: null }, data: { lastSeenAt: now } }));
  }
  return loadPrincipal(row.userId, 'session', row.id);
}

/** Writes a time without making the request wait; a database that can only be read must not sign people out. */
function note(write: Promise<unknown>): void {
  write.catch((error: unknown) => log.warn('last use could not be noted', { error }));
}

/** The principal as it is now (roles, session, token, account), or null when the credential no longer holds. */
export async function refreshPrincipal(principal: Principal): Promise<Principal | null> {
  const { via, credentialId: id } = principal;
  const now = new Date();
  if (via === 'session') {
    const session = await db().session.findUnique({ where: { id } });
    if (!session || !sessionHolds(session, now)) return null;
  }
  if (via === 'token') {
    const token = await db().apiToken.findUnique({ where: { id } });
    if (!token || !tokenHolds(token, now)) return null;
  }
  return loadPrincipal(principal.userId, via, id);
}

import { getToken } from 'next-auth/jwt';
import { config } from '@/lib/config';
import { db } from '@/lib/db';
import type { Principal } from '@/lib/domain/access';
import { sha256 } from '@/lib/runtime/crypto';

/** Who a request's headers speak for, by `Authorization: Bearer` or session cookie; null for nobody. */
export async function principalOfRequest(headers: Headers): Promise<Principal | null> {
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  // A token that is there but wrong must not fall back to the cookie.
  if (headers.has('authorization')) return bearer ? principalOfToken(bearer) : null;
  return principalOfCookie(headers);
}

async function principalOfToken(token: string): Promise<Principal | null> {
  const row = await db().apiToken.findUnique({ where: { hash: sha256(token) } });
  const now = new Date();
  if (!row || row.revokedAt || (row.expiresAt && row.expiresAt <= now)) return null;
  if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() > 60_000) {
    await db().apiToken.update({ where: { id: row.id }, data: { lastUsedAt: now } });
  }
  return loadPrincipal(row.userId, 'token', row.id);
}

async function principalOfCookie(headers: Headers): Promise<Principal | null> {
  const cookies = Object.fromEntries(
    (headers.get('cookie') ?? '')
      .split(/;\s*/)
      .filter(Boolean)
      .map((part) => {
        const at = part.indexOf('=');
        return [part.slice(0, at), decode(part.slice(at + 1))];
      }),
  );
  const token = await getToken({
    req: { headers: Object.fromEntries(headers), cookies } as unknown as Parameters<
      typeof getToken
    >[0]['req'],
    secret: sessionSecret(),
    secureCookie: config().BERTH_URL.startsWith('https://'),
  });
  const sessionId = token?.['sid'];
  if (typeof sessionId !== 'string') return null;
  const session = await db().session.findUnique({ where: { id: sessionId } });
  if (!session || session.revokedAt || session.expiresAt <= new Date()) return null;
  return loadPrincipal(session.userId, 'session', session.id);
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** The secret of session cookies, apart from the key of secrets at rest. */
export function sessionSecret(): string {
  return sha256(`session:${config().BERTH_SECRET_KEY}`);
}

/** A user with all memberships; null when there is none or the account is disabled. */
export async function loadPrincipal(
  userId: string,
  via: Principal['via'],
  credentialId: string,
): Promise<Principal | null> {
  const user = await db().user.findUnique({
    where: { id: userId },
    include: { tenantMembers: true, projectMembers: { include: { project: { select: { name: true } } } } },
  });
  if (!user || user.disabledAt) return null;
  return {
    userId: user.id,
    name: user.name,
    displayName: user.displayName,
    platformRole: user.platformRole,
    tenants: Object.fromEntries(user.tenantMembers.map((member) => [member.tenantId, member.role])),
    projects: Object.fromEntries(
      user.projectMembers.map((member) => [
        member.project.name,
        {
          role: member.role,
          rights: { logs: member.canLogs, exec: member.canExec, secrets: member.canSecrets },
        },
      ]),
    ),
    via,
    credentialId,
  };
}

/** The principal as it is now (roles, session, token, account), or null when the credential no longer holds. */
export async function refreshPrincipal(principal: Principal): Promise<Principal | null> {
  if (principal.via === 'session') {
    const session = await db().session.findUnique({ where: { id: principal.credentialId } });
    if (!session || session.revokedAt || session.expiresAt <= new Date()) return null;
  }
  if (principal.via === 'token') {
    const token = await db().apiToken.findUnique({ where: { id: principal.credentialId } });
    if (!token || token.revokedAt || (token.expiresAt && token.expiresAt <= new Date())) return null;
  }
  return loadPrincipal(principal.userId, principal.via, principal.credentialId);
}

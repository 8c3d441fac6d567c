const DAY = 86_400_000;

/** A session ends this long after sign-in, whatever happens. */
export const SESSION_ABSOLUTE_MS = 30 * DAY;
/** A session that nobody used for this long ends. */
export const SESSION_IDLE_MS = 7 * DAY;

/** The facts that decide whether a session holds. */
export interface SessionFacts {
  expiresAt: Date;
  lastSeenAt: Date;
  revokedAt: Date | null;
}

/** True while a session may be used. */
export function sessionHolds(session: SessionFacts, now: Date): boolean {
  if (session.revokedAt !== null || session.expiresAt <= now) return false;
  return now.getTime() - session.lastSeenAt.getTime() < SESSION_IDLE_MS;
}

/** True while a token may be used. */
export function tokenHolds(token: { expiresAt: Date | null; revokedAt: Date | null }, now: Date): boolean {
  return token.revokedAt === null && (token.expiresAt === null || token.expiresAt > now);
}

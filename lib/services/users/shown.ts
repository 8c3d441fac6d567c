import type { User } from '@/lib/db';

/** A user as administrators see it. */
export function shownUser(row: User) {
  return {
    id: row.id,
    name: row.name,
    displayName: row.displayName,
    email: row.email,
    platformRole: row.platformRole,
    disabled: row.disabledAt !== null,
    mustChange: row.mustChange,
    createdAt: row.createdAt.toISOString(),
    lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
  };
}

/** What the audit keeps of a user. */
export function auditedUser(row: User) {
  return {
    name: row.name,
    displayName: row.displayName,
    email: row.email,
    platformRole: row.platformRole,
    disabled: row.disabledAt !== null,
  };
}

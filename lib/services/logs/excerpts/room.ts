import { db, type Tx } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';

/** Excerpts of one app, and what their lines may take together: a range of 10,000 long lines takes several MiB. */
const MOST_EXCERPTS = 500;
const MOST_MIB = 128;
const MIB = 1024 * 1024;

// Any number that no other advisory lock of ours has.
const EXCERPTS_LOCK = 8312;

/** Keeps an excerpt of `bytes` if there is room for it, one after the other for each app. */
export async function withinRoom<T>(appId: string, bytes: number, keep: (tx: Tx) => Promise<T>): Promise<T> {
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${EXCERPTS_LOCK}::int, hashtext(${appId}))`;
    await requireRoom(tx, appId, bytes);
    return keep(tx);
  });
}

/** Throws when an app has no room for another excerpt, of `bytes` where that is known already. */
export async function requireRoom(
  tx: Pick<Tx, '$queryRaw'>,
  appId: string,
  bytes: number | null = null,
): Promise<void> {
  // The length stands beside the value: nothing is read of the lines themselves.
  const [held] = await tx.$queryRaw<{ count: number; bytes: number }[]>`
    SELECT count(*)::int AS count, COALESCE(sum(octet_length(records)), 0)::float8 AS bytes
      FROM "LogExcerpt" WHERE "appId" = ${appId}::uuid AND "expiresAt" > now()`;
  if (!held) return;
  if (held.count >= MOST_EXCERPTS) throw new Problem('log.excerpts_full', { count: held.count });
  if (held.bytes + (bytes ?? 1) <= MOST_MIB * MIB) return;
  const inMib = (value: number) => (value / MIB).toFixed(1);
  throw new Problem('log.excerpts_full', {
    used: inMib(held.bytes),
    limit: MOST_MIB,
    ...(bytes === null ? {} : { asked: inMib(bytes) }),
  });
}

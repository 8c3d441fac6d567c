import { db } from '@/lib/db';
import { SESSION_IDLE_MS } from '@/lib/domain/identity';
import { log } from '@/lib/observability/log';
import { pruneBuckets } from '@/lib/services/identity';
import { IDEMPOTENCY_MS } from '@/lib/services/kernel';

const DAY_MS = 86_400_000;
/** Sessions and tokens that hold no longer are kept a while, for whoever looks into what happened. */
const ENDED_MS = 30 * DAY_MS;

/** Deletes rows that nothing asks for any more: old Idempotency-Keys, ended sessions and tokens, full rate buckets. */
export async function pruneRows(): Promise<void> {
  const now = Date.now();
  const before = (age: number) => new Date(now - age);
  const [keys, sessions, tokens, buckets] = await Promise.all([
    db().idempotencyKey.deleteMany({ where: { createdAt: { lt: before(IDEMPOTENCY_MS) } } }),
    db().session.deleteMany({
      where: {
        OR: [
          { revokedAt: { lt: before(ENDED_MS) } },
          { expiresAt: { lt: before(ENDED_MS) } },
          { lastSeenAt: { lt: before(ENDED_MS + SESSION_IDLE_MS) } },
        ],
      },
    }),
    db().apiToken.deleteMany({
      where: { OR: [{ revokedAt: { lt: before(ENDED_MS) } }, { expiresAt: { lt: before(ENDED_MS) } }] },
    }),
    pruneBuckets(),
  ]);
  const counts = { keys: keys.count, sessions: sessions.count, tokens: tokens.count, buckets };
  if (Object.values(counts).some((count) => count > 0)) log.info('old rows were deleted', counts);
}

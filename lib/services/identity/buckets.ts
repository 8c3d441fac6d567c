import { db } from '@/lib/db';

/** A token bucket in the database: survives restarts, shared by replicas. */
export interface BucketLimit {
  burst: number;
  perSecond: number;
}

/** Takes one token; null when taken, else the seconds until the next one. One statement, so parallel tries can't share one. */
export async function takeToken(key: string, { burst, perSecond }: BucketLimit): Promise<number | null> {
  const taken = await db().$queryRaw<unknown[]>`
    INSERT INTO "RateBucket" AS b (key, tokens, updated) VALUES (${key}, ${burst - 1}::float8, clock_timestamp())
    ON CONFLICT (key) DO UPDATE SET
      tokens = LEAST(${burst}::float8, b.tokens + EXTRACT(EPOCH FROM clock_timestamp() - b.updated)::float8 * ${perSecond}::float8) - 1,
      updated = clock_timestamp()
    WHERE LEAST(${burst}::float8, b.tokens + EXTRACT(EPOCH FROM clock_timestamp() - b.updated)::float8 * ${perSecond}::float8) >= 1
    RETURNING 1`;
  if (taken.length > 0) return null;
  const row = await db().rateBucket.findUnique({ where: { key } });
  if (!row) return 1;
  const grown = row.tokens + ((Date.now() - row.updated.getTime()) / 1000) * perSecond;
  return Math.max(1, Math.ceil((1 - grown) / perSecond));
}

/** Gives a token back: the try was a good one. */
export async function returnToken(key: string, { burst }: BucketLimit): Promise<void> {
  await db()
    .$executeRaw`UPDATE "RateBucket" SET tokens = LEAST(${burst}::float8, tokens + 1) WHERE key = ${key}`;
}

/** Fills a bucket again. */
export async function resetBucket(key: string): Promise<void> {
  await db().rateBucket.deleteMany({ where: { key } });
}

/** Drops buckets that nobody touched for a day: they are full again. */
export async function pruneBuckets(now = new Date()): Promise<number> {
  const { count } = await db().rateBucket.deleteMany({
    where: { updated: { lt: new Date(now.getTime() - 86_400_000) } },
  });
  return count;
}

import type { RateClass } from '@/lib/contract/operation';
import { Problem } from '@/lib/domain/problem';
import { singleton } from '@/lib/runtime/singleton';
import { takeToken, type BucketLimit } from '@/lib/services/identity';
import type { Caller } from '@/lib/services/kernel';

/** Calls that may come at once, and how many grow back in a second. */
const LIMITS: Record<RateClass, BucketLimit> = {
  read: { burst: 400, perSecond: 100 },
  write: { burst: 120, perSecond: 20 },
  heavy: { burst: 40, perSecond: 5 },
  'sign-in': { burst: 30, perSecond: 0.5 },
};

interface Bucket {
  tokens: number;
  at: number;
}

const MOST_BUCKETS = 50_000;

/**
 * Takes one call from the caller's bucket of that class; throws `request.rate` when it is empty. What writes or is
 * heavy is counted in the database, for all replicas together; reads, and callers that nobody knows, in memory
 * (docs/adr/0014).
 */
export async function takeRate(rate: RateClass, caller: Caller): Promise<void> {
  const limit = LIMITS[rate];
  const key = `${rate}:${caller.principal?.userId ?? caller.address}`;
  const shared = rate !== 'read' && caller.principal !== null;
  const seconds = shared ? await takeToken(`call:${key}`, limit) : takeHere(key, limit);
  if (seconds !== null) throw new Problem('request.rate', { seconds });
}

/** Takes one call from a bucket of this process; null when taken, else the seconds until the next one. */
function takeHere(key: string, limit: BucketLimit): number | null {
  const buckets = singleton('rate-buckets', () => new Map<string, Bucket>());
  const now = Date.now();
  const old = buckets.get(key) ?? { tokens: limit.burst, at: now };
  const tokens = Math.min(limit.burst, old.tokens + ((now - old.at) / 1000) * limit.perSecond);
  buckets.delete(key);
  // The longest unused bucket goes first, so a flood of addresses can't fill the memory.
  if (buckets.size >= MOST_BUCKETS) buckets.delete(buckets.keys().next().value ?? '');
  buckets.set(key, { tokens: Math.max(0, tokens - 1), at: now });
  return tokens < 1 ? Math.ceil((1 - tokens) / limit.perSecond) : null;
}

import type { RateClass } from '@/lib/contract/operation';
import { Problem } from '@/lib/domain/problem';
import { singleton } from '@/lib/runtime/singleton';
import type { Caller } from '@/lib/services/kernel';

interface Limit {
  /** Calls that may come at once. */
  burst: number;
  /** Calls that grow back in a second. */
  perSecond: number;
}

const LIMITS: Record<RateClass, Limit> = {
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

/** Takes one call from the caller's bucket of that class; throws `request.rate` when it is empty. */
export async function takeRate(rate: RateClass, caller: Caller): Promise<void> {
  const buckets = singleton('rate-buckets', () => new Map<string, Bucket>());
  const key = `${rate}:${caller.principal?.userId ?? caller.address}`;
  const limit = LIMITS[rate];
  const now = Date.now();
  const old = buckets.get(key) ?? { tokens: limit.burst, at: now };
  const tokens = Math.min(limit.burst, old.tokens + ((now - old.at) / 1000) * limit.perSecond);
  buckets.delete(key);
  // The longest unused bucket goes first, so a flood of addresses can't fill the memory.
  if (buckets.size >= MOST_BUCKETS) buckets.delete(buckets.keys().next().value ?? '');
  buckets.set(key, { tokens: Math.max(0, tokens - 1), at: now });
  if (tokens < 1) throw new Problem('request.rate', { seconds: Math.ceil((1 - tokens) / limit.perSecond) });
}

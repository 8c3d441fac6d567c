import { setTimeout as sleep } from 'node:timers/promises';
import { addressRange } from '@/lib/domain/identity';
import { Problem } from '@/lib/domain/problem';
import { sha256 } from '@/lib/runtime/crypto';
import { resetBucket, returnToken, takeToken, type BucketLimit } from './buckets';

// docs/adr/0005: what is counted, and why none of it can keep an administrator out from another place.
const ACCOUNT_FROM_RANGE: BucketLimit = { burst: 8, perSecond: 1 / 15 };
const RANGE: BucketLimit = { burst: 60, perSecond: 1 / 3 };
const ACCOUNT_EVERYWHERE: BucketLimit = { burst: 60, perSecond: 1 / 20 };
const SLOW_DOWN_MS = 1500;

/** A try at guessing a password that was let through. */
export interface Try {
  /** The password was right: the try does not count. */
  forget: () => Promise<void>;
}

/**
 * Counts a try before the password is looked at; throws `auth.wait` when this account from this place, or this
 * place, had too many. An account that is guessed at from many places only gets slower, it is never locked.
 */
export async function countTry(name: string, address: string, signal: AbortSignal): Promise<Try> {
  const range = addressRange(address);
  // Hashed: people type their password into the name's field.
  const account = sha256(`account:${name}`).slice(0, 32);
  const keys = {
    fromRange: `signin:account:${account}:${range}`,
    range: `signin:address:${range}`,
    everywhere: `signin:account:${account}`,
  };
  const wait = (await takeToken(keys.fromRange, ACCOUNT_FROM_RANGE)) ?? (await takeToken(keys.range, RANGE));
  if (wait !== null) throw new Problem('auth.wait', { seconds: wait });
  if ((await takeToken(keys.everywhere, ACCOUNT_EVERYWHERE)) !== null) {
    await sleep(SLOW_DOWN_MS, undefined, { signal }).catch(() => undefined);
  }
  return {
    forget: async () => {
      await resetBucket(keys.fromRange);
      await returnToken(keys.range, RANGE);
      await returnToken(keys.everywhere, ACCOUNT_EVERYWHERE);
    },
  };
}

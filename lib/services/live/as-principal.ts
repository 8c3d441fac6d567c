import type { LiveRows } from '@/lib/contract/live';
import type { Principal } from '@/lib/domain/access';
import { isProblem, type Problem } from '@/lib/domain/problem';
import { log } from '@/lib/observability/log';
import { presentPrincipal, requireSignIn, type Caller } from '@/lib/services/kernel';
import { Paced } from './paced';
import type { EndReason, FrameListener, FrameOf, Subscription } from './types';

/** Rights are looked up so often. */
const EVERY_MS = 3000;
/** A view that asks the database is made no more often. */
const LEAST_MS = 500;

interface Parts<T extends keyof LiveRows> {
  /** Makes the frame for somebody with the rights of that moment. */
  make: (caller: Caller) => Promise<FrameOf<T>>;
  /** Calls back whenever the frame may have changed for that person; returns how to end that. */
  onChange: (present: () => Principal, changed: () => void) => () => void;
}

/** Why a view can't be made any more, for good; null when it may be later. */
function lossOf({ status }: Problem): EndReason | null {
  if (status === 401) return 'signed-out';
  if (status === 403) return 'forbidden';
  return status === 404 ? 'gone' : null;
}

/**
 * A live view of what somebody may see at all, over many projects: made anew when something of it changes or the
 * rights do; it ends when it can't be made any more. Rejects with a Problem where the first frame can't be made.
 */
export async function watchAs<T extends keyof LiveRows>(
  caller: Caller,
  listener: FrameListener<T>,
  { make, onChange }: Parts<T>,
): Promise<Subscription> {
  let principal = requireSignIn(caller);
  let over = false;
  const as = () => make({ ...caller, principal });
  const paced = new Paced(LEAST_MS, async () => {
    try {
      const frame = await as();
      if (!over) listener.frame(frame);
    } catch (error) {
      if (!isProblem(error)) throw error;
      const loss = lossOf(error);
      // Else the database is away: what is shown stands, and is marked above the page.
      if (loss) end(loss);
      else log.debug('a live view waits', { code: error.code });
    }
  });
  // Before the first look: what changes meanwhile counts.
  const leave = onChange(
    () => principal,
    () => paced.soon(),
  );
  const guard = setInterval(() => void look(), EVERY_MS);
  guard.unref();
  const close = () => {
    over = true;
    clearInterval(guard);
    paced.close();
    leave();
  };
  const end = (why: EndReason) => {
    if (over) return;
    close();
    listener.ended(why);
  };
  const look = async () => {
    try {
      const now = await presentPrincipal(principal);
      if (over) return;
      if (!now) end('signed-out');
      else if (JSON.stringify(now) !== JSON.stringify(principal)) {
        principal = now;
        paced.soon();
      }
    } catch (error) {
      log.warn('rights could not be looked up', { error });
    }
  };
  try {
    listener.frame(await as());
  } catch (error) {
    close();
    throw error;
  }
  return { close };
}

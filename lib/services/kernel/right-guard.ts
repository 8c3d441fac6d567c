import { refreshPrincipal } from '@/lib/auth';
import { can, type Permission, type Principal, type Scope } from '@/lib/domain/access';
import { singleton } from '@/lib/runtime/singleton';
import { projectScope } from './authorise';
import { log } from '@/lib/observability/log';
import { isProblem } from '@/lib/domain/problem';

/** Why a stream is cut. */
export type LostRight = 'signed-out' | 'forbidden' | 'gone';

const EVERY_MS = 3000;
// Many streams of one session, or of one project, ask the database once.
const SHARED_MS = 1000;

/**
 * Judges anew, every 3 s while a stream runs, whether the principal still may; calls `lost` once when not. A database
 * that can't be reached cuts nothing: the next round decides. Ends with the signal.
 */
export function guardRight(
  principal: Principal,
  permission: Permission,
  project: string,
  signal: AbortSignal,
  lost: (why: LostRight) => void,
): void {
  if (signal.aborted) return;
  const timer = setInterval(() => {
    judge(principal, permission, project).then(
      (why) => {
        if (why === null || signal.aborted) return;
        stop();
        lost(why);
      },
      (error: unknown) => log.warn('a right could not be judged', { permission, project, error }),
    );
  }, EVERY_MS);
  timer.unref();
  const stop = () => clearInterval(timer);
  signal.addEventListener('abort', stop, { once: true });
}

async function judge(
  principal: Principal,
  permission: Permission,
  project: string,
): Promise<LostRight | null> {
  const now = await presentPrincipal(principal);
  if (!now) return 'signed-out';
  try {
    return can(now, permission, await presentScope(project)) ? null : 'forbidden';
  } catch (error) {
    if (isProblem(error) && error.code === 'resource.not_found') return 'gone';
    throw error;
  }
}

/** The principal with the rights of about now, null when it may no longer act; for what is sent while a stream runs. */
export function presentPrincipal(principal: Principal): Promise<Principal | null> {
  const key = `${principal.via}:${principal.credentialId}:${principal.userId}`;
  return shared('right-guard', key, () => refreshPrincipal(principal));
}

function presentScope(project: string): Promise<Scope> {
  return shared('right-guard-scopes', project, async () => (await projectScope(project)).scope);
}

interface Recent<T> {
  at: number;
  answer: Promise<T>;
}

/** What somebody else asked less than a second ago, or asks anew. */
function shared<T>(name: string, key: string, ask: () => Promise<T>): Promise<T> {
  const recent = singleton(name, () => new Map<string, Recent<T>>());
  const known = recent.get(key);
  const now = Date.now();
  if (known && now - known.at < SHARED_MS) return known.answer;
  // Entries stand in the order of their time: those that are too old are in front.
  for (const [old, entry] of recent) {
    if (now - entry.at <= SHARED_MS) break;
    recent.delete(old);
  }
  recent.delete(key);
  const answer = ask();
  recent.set(key, { at: now, answer });
  return answer;
}

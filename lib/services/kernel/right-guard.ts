import { refreshPrincipal } from '@/lib/auth';
import { can, type Permission, type Principal, type Scope } from '@/lib/domain/access';
import { projectScope } from './authorise';
import { lately } from './lately';
import { log } from '@/lib/observability/log';
import { isProblem } from '@/lib/domain/problem';

/** Why a stream is cut. */
export type LostRight = 'signed-out' | 'forbidden' | 'gone';

const EVERY_MS = 3000;

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
  return lately('right-guard', key, () => refreshPrincipal(principal));
}

function presentScope(project: string): Promise<Scope> {
  return lately('right-guard-scopes', project, async () => (await projectScope(project)).scope);
}

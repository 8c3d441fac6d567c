import { config } from '@/lib/config';
import { Problem } from '@/lib/domain/problem';
import type { Caller } from '@/lib/services/kernel';

/**
 * Refuses a mutation that a browser sent from another site. A token in the Authorization header can't be sent by a
 * foreign page, so only cookie sessions are judged; a browser always sends Origin or Sec-Fetch-Site with a mutation.
 */
export function refuseForeignOrigin(request: Pick<Request, 'headers'>, caller: Caller): void {
  if (caller.principal && caller.principal.via !== 'session') return;
  if (!isOwnOrigin(request.headers)) throw new Problem('request.origin');
}

/** True when Origin is ours (BERTH_URL, or the address that was asked), or when Sec-Fetch-Site says so without Origin. */
export function isOwnOrigin(headers: Headers): boolean {
  const origin = headers.get('origin');
  if (origin === null) return headers.get('sec-fetch-site') === 'same-origin';
  try {
    const own = new URL(config().BERTH_URL);
    const asker = new URL(origin);
    if (asker.origin === own.origin) return true;
    const host = headers.get('host');
    // BERTH_URL says with which scheme its host is ours: a page of http://… that somebody on the way wrote is not.
    if (host === null || host === own.host) return false;
    return asker.origin === new URL(`${schemeAsked(headers)}://${host}`).origin;
  } catch {
    return false;
  }
}

/** What the browser spoke: this process speaks HTTP only, a proxy that is trusted may say that it ends TLS. */
function schemeAsked(headers: Headers): 'http' | 'https' {
  const forwarded = config().BERTH_TRUST_PROXY ? headers.get('x-forwarded-proto') : null;
  // Some proxies call it wss for a WebSocket.
  return /^(https|wss)$/i.test(forwarded?.split(',').at(-1)?.trim() ?? '') ? 'https' : 'http';
}

/** As `refuseForeignOrigin`, for sign-in and sign-out, which programs without an Origin may call too (next-auth asks for its own CSRF token). */
export function refuseForeignForm(request: Request): void {
  if (request.method !== 'POST' || !request.headers.has('origin')) return;
  if (!isOwnOrigin(request.headers)) throw new Problem('request.origin');
}

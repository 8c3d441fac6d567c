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

/** True when Origin is ours (BERTH_URL, or the Host that was asked), or when Sec-Fetch-Site says so without Origin. */
export function isOwnOrigin(headers: Headers): boolean {
  const origin = headers.get('origin');
  if (origin === null) return headers.get('sec-fetch-site') === 'same-origin';
  try {
    const { host, origin: canonical } = new URL(origin);
    return canonical === new URL(config().BERTH_URL).origin || host === headers.get('host');
  } catch {
    return false;
  }
}

/** As `refuseForeignOrigin`, for sign-in and sign-out, which programs without an Origin may call too (next-auth asks for its own CSRF token). */
export function refuseForeignForm(request: Request): void {
  if (request.method !== 'POST' || !request.headers.has('origin')) return;
  if (!isOwnOrigin(request.headers)) throw new Problem('request.origin');
}

import { principalOfRequest } from '@/lib/auth';
import { uuidv7 } from '@/lib/runtime/uuid';
import { config } from '@/lib/config';
import type { Caller } from '@/lib/services/kernel';

/** Set by server.ts on every request, after dropping what the client sent under this name. */
export const ADDRESS_HEADER = 'x-berth-address';

/** Who calls: principal by token or session cookie, with request id, address and language. */
export async function callerOf(request: Pick<Request, 'headers' | 'signal'>): Promise<Caller> {
  return {
    principal: await principalOfRequest(request.headers),
    requestId: uuidv7(),
    address: addressOf(request.headers),
    userAgent: request.headers.get('user-agent') ?? '',
    signal: request.signal,
    language: languageOf(request.headers),
  };
}

/** The client's address: the socket's, or the last hop of X-Forwarded-For where a proxy is trusted. */
export function addressOf(headers: Headers): string {
  if (config().BERTH_TRUST_PROXY) {
    const forwarded = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim();
    if (forwarded) return forwarded;
  }
  // A dual-stack socket writes IPv4 addresses in IPv6's form.
  return (headers.get(ADDRESS_HEADER) ?? 'unknown').replace(/^::ffff:(?=\d+\.)/, '');
}

/** The language of texts: the cookie of the language switch, else Accept-Language. */
export function languageOf(headers: Headers): 'en' | 'zh' {
  const cookie = /(?:^|;\s*)berth-locale=(en|zh)\b/.exec(headers.get('cookie') ?? '')?.[1];
  if (cookie === 'en' || cookie === 'zh') return cookie;
  return /^\s*zh\b/i.test(headers.get('accept-language') ?? '') ? 'zh' : 'en';
}

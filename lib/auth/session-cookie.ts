import { getToken } from 'next-auth/jwt';
import { config } from '@/lib/config';
import { sha256 } from '@/lib/runtime/crypto';

/** The secret of session cookies, apart from the key of secrets at rest. */
export function sessionSecret(): string {
  return sha256(`session:${config().BERTH_SECRET_KEY}`);
}

/** True when cookies carry `Secure` and the `__Secure-` prefix: the console is reached by https. */
export function secureCookies(): boolean {
  return config().BERTH_URL.startsWith('https://');
}

/** The session id in next-auth's cookie, whose encryption was checked; null when there is none. */
export async function sessionIdOf(headers: Headers): Promise<string | null> {
  const cookie = headers.get('cookie');
  if (cookie === null) return null;
  // next-auth asks for the shape of an older Next's request; it reads these two only.
  const request = { headers: Object.fromEntries(headers), cookies: cookiesOf(cookie) };
  const token = await getToken({
    req: request as unknown as Parameters<typeof getToken>[0]['req'],
    secret: sessionSecret(),
    secureCookie: secureCookies(),
  });
  const id = token?.['sid'];
  return typeof id === 'string' ? id : null;
}

function cookiesOf(header: string): Record<string, string> {
  return Object.fromEntries(
    header
      .split(/;\s*/)
      .filter(Boolean)
      .map((part) => {
        const at = part.indexOf('=');
        return at < 0 ? (['', part] as const) : ([part.slice(0, at), decode(part.slice(at + 1))] as const);
      }),
  );
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

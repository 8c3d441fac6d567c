import type { NextAuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { config } from '@/lib/config';
import { safeNextPath, SESSION_ABSOLUTE_MS } from '@/lib/domain/identity';
import { isProblem } from '@/lib/domain/problem';
import { log } from '@/lib/observability/log';
import type { Caller } from '@/lib/services/kernel';
import { signIn, signOut } from '@/lib/services/identity';
import { secureCookies, sessionSecret } from './session-cookie';

/**
 * next-auth's settings for one request. The cookie holds a session id (`sid`) and nothing about the person; the
 * row of that id decides on every request (docs/adr/0004), so what next-auth itself says about a session is not used.
 */
export function authOptions(caller: Caller): NextAuthOptions {
  // next-auth reads its own address from the environment; server.ts sets it, `next dev` alone does not.
  process.env['NEXTAUTH_URL'] ??= config().BERTH_URL;
  return {
    secret: sessionSecret(),
    useSecureCookies: secureCookies(),
    session: { strategy: 'jwt', maxAge: SESSION_ABSOLUTE_MS / 1000 },
    pages: { signIn: '/login', signOut: '/login', error: '/login' },
    providers: [
      CredentialsProvider({
        credentials: { name: { type: 'text' }, password: { type: 'password' } },
        authorize: (typed) => authorize(caller, typed),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => {
        if (user && 'sid' in user) return { sub: user.id, sid: user.sid };
        return caller.principal?.via === 'session' ? token : {};
      },
      session: ({ session }) => ({
        expires: session.expires,
        user: caller.principal ? { name: caller.principal.name } : {},
      }),
      redirect: ({ url, baseUrl }) => baseUrl + safeNextPath(ownPath(url, baseUrl)),
    },
    events: { signOut: () => signOut(caller) },
    logger: {
      error: (code, metadata) => log.error('next-auth', { code, metadata }),
      warn: (code) => log.debug('next-auth', { code }),
      debug: () => undefined,
    },
  };
}

async function authorize(caller: Caller, typed: Record<'name' | 'password', string> | undefined) {
  try {
    const made = await signIn(caller, {
      name: (typed?.name ?? '').slice(0, 200),
      password: (typed?.password ?? '').slice(0, 1000),
    });
    return { id: made.userId, name: made.name, sid: made.sessionId };
  } catch (error) {
    // next-auth carries only a message to the page: the problem's code, with the seconds to wait.
    if (isProblem(error)) throw new Error(`${error.code}:${error.params['seconds'] ?? ''}`, { cause: error });
    log.error('sign-in failed', { requestId: caller.requestId, error });
    throw new Error('internal:', { cause: error });
  }
}

function ownPath(url: string, baseUrl: string): string {
  return url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url;
}

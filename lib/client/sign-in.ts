import { problemText, type ProblemCode } from '@/lib/domain/problem';
import { networkText } from './network-text';

/** Why a sign-in was refused; `network` when nothing answered. */
export interface SignInRefusal {
  code: ProblemCode | 'network';
  seconds: number;
}

/** Signs in through next-auth; null when it worked (the session cookie is set then). */
export async function signIn(name: string, password: string): Promise<SignInRefusal | null> {
  try {
    const response = await post('/api/auth/callback/credentials', { name, password, callbackUrl: '/' });
    const { url } = (await response.json().catch(() => ({}))) as { url?: string };
    const error = url ? new URL(url, window.location.origin).searchParams.get('error') : 'internal';
    if (response.ok && error === null) return null;
    return readRefusal(error);
  } catch {
    return { code: 'network', seconds: 0 };
  }
}

/** Ends the session of this browser and goes to the sign-in page. */
export async function signOut(): Promise<void> {
  await post('/api/auth/signout', { callbackUrl: '/' }).catch(() => undefined);
  window.location.assign('/login');
}

/** The refusal in next-auth's `error` parameter: `<code>:<seconds>`, or a word of its own. */
export function readRefusal(error: string | null): SignInRefusal {
  const [code = '', seconds = ''] = (error ?? '').split(':');
  const known: readonly ProblemCode[] = [
    'auth.failed',
    'auth.disabled',
    'auth.wait',
    'request.rate',
    'database.unavailable',
    'audit.unavailable',
  ];
  const found = known.find((one) => one === code);
  return {
    code: found ?? (code === 'CredentialsSignin' ? 'auth.failed' : 'internal'),
    seconds: Number(seconds) || 1,
  };
}

/** The sentence of a refusal. */
export function refusalText(refusal: SignInRefusal, language: 'en' | 'zh'): string {
  if (refusal.code !== 'network') return problemText(refusal.code, language, { seconds: refusal.seconds });
  return networkText(language);
}

/** next-auth asks every form for its CSRF token (a cookie and the same value in the body). */
async function post(path: string, fields: Record<string, string>): Promise<Response> {
  const answer = await fetch('/api/auth/csrf', { cache: 'no-store' });
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  return fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...fields, csrfToken, json: 'true' }),
  });
}

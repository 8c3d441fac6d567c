import { randomBytes } from 'node:crypto';
import { db, type User } from '@/lib/db';
import { sha256 } from '@/lib/runtime/crypto';

/** Where the running console listens, from this machine. */
export function consoleUrl(): string {
  return `http://127.0.0.1:${process.env['PORT'] ?? '3000'}`;
}

/** A token of that person, straight into the database: what is tested is its use. */
export async function tokenFor(person: Pick<User, 'id'>, expiresAt: Date | null = null): Promise<string> {
  const token = `berth_${randomBytes(24).toString('base64url')}`;
  await db().apiToken.create({
    data: {
      userId: person.id,
      name: 'integration test',
      prefix: token.slice(0, 10),
      hash: sha256(token),
      expiresAt,
    },
  });
  return token;
}

export interface ApiAnswer {
  status: number;
  headers: Headers;
  /** Parsed JSON, or the text of anything else. */
  body: unknown;
}

/** One call of a console's API: of the running one, or of the one at `url`. */
export async function api(
  method: string,
  path: string,
  options: { token?: string | null; body?: unknown; headers?: Record<string, string>; url?: string } = {},
): Promise<ApiAnswer> {
  const response = await fetch(`${options.url ?? consoleUrl()}/api/v1${path}`, {
    method,
    headers: {
      ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    body: options.body === undefined ? null : JSON.stringify(options.body),
  });
  const text = await response.text();
  let body: unknown = text;
  if (/json/.test(response.headers.get('content-type') ?? '')) body = text === '' ? null : JSON.parse(text);
  return { status: response.status, headers: response.headers, body };
}

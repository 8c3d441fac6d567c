import type http from 'node:http';
import type { DoubleAccount, HarborData } from './data';

/** What a request says of who it is from. */
export type Identity = { kind: 'anonymous' } | { kind: 'wrong' } | { kind: 'known'; account: DoubleAccount };

/** Reads the Basic header, as Harbor does: a wrong one is known to be wrong, but only some endpoints mind. */
export function identify(request: http.IncomingMessage, data: HarborData): Identity {
  const encoded = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (encoded === undefined) return { kind: 'anonymous' };
  const decoded = Buffer.from(encoded, 'base64').toString();
  const at = decoded.indexOf(':');
  const account = data.accounts.find(
    (entry) => entry.username === decoded.slice(0, at) && entry.password === decoded.slice(at + 1),
  );
  return account ? { kind: 'known', account } : { kind: 'wrong' };
}

export interface Reply {
  status: number;
  headers?: Record<string, string>;
  /** JSON unless it is bytes or a string. */
  body: unknown;
}

export function sendReply(request: http.IncomingMessage, response: http.ServerResponse, reply: Reply): void {
  const raw = Buffer.isBuffer(reply.body) || typeof reply.body === 'string';
  const body = raw ? (reply.body as Buffer | string) : `${JSON.stringify(reply.body)}\n`;
  response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Harbor's error form. */
export function refusal(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: { errors: [{ code, message }] },
  };
}

/** One page of a list with total and links; page and page_size as Harbor takes them. */
export function paged<T>(url: URL, rows: readonly T[], show: (row: T) => unknown): Reply {
  const page = Number(url.searchParams.get('page') ?? 1);
  const size = Number(url.searchParams.get('page_size') ?? 10);
  if (!(page >= 1) || !(size >= 1 && size <= 100))
    return refusal(422, 'UNPROCESSABLE_ENTITY', 'page_size in query should be less than or equal to 100');
  const links: string[] = [];
  const link = (to: number, rel: string) => {
    const target = new URL(url);
    target.searchParams.set('page', String(to));
    target.searchParams.set('page_size', String(size));
    links.push(`<${target.pathname}${target.search}>; rel="${rel}"`);
  };
  if (page > 1) link(page - 1, 'prev');
  if (page * size < rows.length) link(page + 1, 'next');
  return {
    status: 200,
    headers: {
      'x-total-count': String(rows.length),
      ...(links.length > 0 ? { link: links.join(' , ') } : {}),
    },
    body: rows.slice((page - 1) * size, page * size).map(show),
  };
}

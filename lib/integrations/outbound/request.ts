import { request, type Agent, type Dispatcher } from 'undici';
import { classify, OutboundError } from './errors';

export interface OutboundRequest {
  url: string;
  method?: 'GET' | 'HEAD' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  /** From the first byte out to the last byte in, redirects included. */
  timeoutMs?: number;
  maxBytes?: number;
  signal?: AbortSignal | undefined;
}

export interface OutboundResponse {
  status: number;
  headers: Headers;
  body: Buffer;
  /** Where the answer came from, after redirects. */
  url: string;
}

const MOST_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const DEFAULT_TIMEOUT = 8000;
const DEFAULT_BYTES = 8 * 1024 * 1024;

/**
 * One call through a guarded agent, with limits of time and size. Redirects of GET and HEAD are followed, each dialled
 * under the same guard; credentials stay with the origin that they were meant for. Throws OutboundError.
 */
export async function send(agent: Agent, call: OutboundRequest): Promise<OutboundResponse> {
  const timeoutMs = call.timeoutMs ?? DEFAULT_TIMEOUT;
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = call.signal ? AbortSignal.any([timeout, call.signal]) : timeout;
  let url = parse(call.url);
  let headers = call.headers ?? {};
  try {
    for (let hop = 0; ; hop += 1) {
      const response = await request(url, {
        method: call.method ?? 'GET',
        headers: { 'user-agent': 'berth', ...headers },
        ...(call.body === undefined ? {} : { body: call.body }),
        dispatcher: agent,
        signal,
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
      });
      const location = one(response.headers['location']);
      if (!REDIRECTS.has(response.statusCode) || location === undefined || call.method === 'POST') {
        const body = await readLimited(response, call.maxBytes ?? DEFAULT_BYTES, url.host);
        return { status: response.statusCode, headers: toHeaders(response.headers), body, url: url.href };
      }
      await response.body.dump();
      if (hop === MOST_REDIRECTS) throw new OutboundError('redirect', url.host, 'too many redirects');
      const next = parse(location, url);
      if (next.origin !== url.origin) {
        if (url.protocol === 'https:' && next.protocol === 'http:') {
          throw new OutboundError('redirect', next.host, 'it leads from https to http');
        }
        headers = withoutCredentials(headers);
      }
      url = next;
    }
  } catch (error) {
    if (timeout.aborted) throw new OutboundError('timeout', url.host, String(timeoutMs / 1000), error);
    if (call.signal?.aborted) throw new OutboundError('aborted', url.host, 'the caller went away', error);
    throw classify(error, url.host);
  }
}

function parse(text: string, base?: URL): URL {
  const url = URL.canParse(text, base) ? new URL(text, base) : null;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new OutboundError('redirect', base?.host ?? '', 'it is not an http or https address');
  }
  url.username = '';
  url.password = '';
  return url;
}

function withoutCredentials(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !/^(authorization|cookie|proxy-authorization)$/i.test(name)),
  );
}

async function readLimited(response: Dispatcher.ResponseData, limit: number, host: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) {
      response.body.destroy();
      throw new OutboundError('too_large', host, `the answer is larger than ${Math.round(limit / 1024)} KiB`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function toHeaders(raw: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw)) {
    for (const item of Array.isArray(value) ? value : [value])
      if (item !== undefined) headers.append(name, item);
  }
  return headers;
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

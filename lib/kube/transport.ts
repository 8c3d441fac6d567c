import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, type Dispatcher } from 'undici';
import { config } from '@/lib/config';
import { singleton } from '@/lib/runtime/singleton';
import { problemOfConnection, problemOfStatus, type KubeStatus } from './errors';
import { inClusterConnection, readKubeconfig, type Connection } from './kubeconfig';

/** Whom a request is made for; null is the console itself. */
export interface Identity {
  user: string;
  groups: string[];
}

export interface Request {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** From the root of the API server; segments encoded. */
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  contentType?: string;
  signal?: AbortSignal;
  /** True for logs and watches: a connection of its own, and no limit on the time between bytes. */
  stream?: boolean;
  /** True where even the first byte may take any time: the kubelet sends no header of a log before its first line. */
  silent?: boolean;
}

interface Answer<T> {
  value: T;
  headers: Dispatcher.ResponseData['headers'];
}

const CALL_TIMEOUT = 30_000;
const CALLS_AT_ONCE = 32;
const TRIES = 3;
const LONGEST_WAIT = 10_000;

/** One cluster's connections: a shared pool, so that a call costs no TLS handshake. */
export class Transport {
  readonly connection: Connection;
  private readonly calls: Agent;
  /** Streams live for hours: they may not take the calls' places in the pool, however many there are. */
  private readonly streams: Agent;

  constructor(
    readonly cluster: string,
    connection: Connection,
  ) {
    this.connection = connection;
    const { ca, cert, key, skipVerify, serverName } = connection;
    const connect = {
      timeout: 5_000,
      rejectUnauthorized: !skipVerify,
      ...(ca ? { ca } : {}),
      ...(cert && key ? { cert, key } : {}),
      ...(serverName ? { servername: serverName } : {}),
    };
    this.calls = new Agent({ connections: CALLS_AT_ONCE, keepAliveTimeout: 60_000, connect });
    this.streams = new Agent({ connections: null, keepAliveTimeout: 60_000, connect });
  }

  /** Headers of a request: the console's credential, and whom it speaks for. Groups stay separate lines. */
  headers(identity: Identity | null): Record<string, string | string[]> {
    const token = this.connection.token();
    return {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(identity ? { 'impersonate-user': identity.user, 'impersonate-group': identity.groups } : {}),
    };
  }

  /** Sends a request; a refusal becomes a Problem. Waits and repeats when the API server is too busy to have begun. */
  async send(identity: Identity | null, request: Request): Promise<Dispatcher.ResponseData> {
    for (let attempt = 1; ; attempt += 1) {
      const response = await this.attempt(identity, request, attempt);
      if (!response) continue;
      if (response.statusCode < 400) return response;
      const pause = attempt < TRIES ? pauseOf(response) : null;
      const status = await readStatus(response);
      if (pause === null) throw problemOfStatus(response.statusCode, status);
      await sleep(pause, undefined, request.signal ? { signal: request.signal } : {});
    }
  }

  /** One try; null when a kept connection turned out to be dead and the request may be repeated. */
  private async attempt(
    identity: Identity | null,
    request: Request,
    attempt: number,
  ): Promise<Dispatcher.ResponseData | null> {
    const { method = 'GET', body, stream, silent, signal } = request;
    const url = new URL(this.connection.server + request.path);
    for (const [key, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined) url.searchParams.set(key, String(value));
    }
    try {
      return await (stream ? this.streams : this.calls).request({
        origin: url.origin,
        path: url.pathname + url.search,
        method,
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': request.contentType ?? 'application/json' }),
          ...this.headers(identity),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: signal ?? null,
        headersTimeout: silent ? 0 : CALL_TIMEOUT,
        bodyTimeout: stream ? 0 : CALL_TIMEOUT,
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      if (method === 'GET' && attempt === 1 && isReset(error)) return null;
      throw problemOfConnection(this.cluster, error);
    }
  }

  /** Sends a request and reads its JSON. */
  async json<T>(identity: Identity | null, request: Request): Promise<Answer<T>> {
    const response = await this.send(identity, request);
    try {
      return { value: (await response.body.json()) as T, headers: response.headers };
    } catch (error) {
      if (request.signal?.aborted) throw error;
      throw problemOfConnection(this.cluster, error);
    }
  }
}

/** How long the API server asks us to wait before it will take this request; null when it refused for good. */
function pauseOf(response: Dispatcher.ResponseData): number | null {
  if (response.statusCode !== 429) return null;
  const seconds = Number(response.headers['retry-after'] ?? 1);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1000, LONGEST_WAIT) : null;
}

/** The API server went away and its sockets in the pool with it: nothing was answered. */
function isReset(error: unknown): boolean {
  const code = error !== null && typeof error === 'object' && 'code' in error ? error.code : '';
  return code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE';
}

async function readStatus(response: Dispatcher.ResponseData): Promise<KubeStatus> {
  const text = await response.body.text().catch(() => '');
  try {
    return JSON.parse(text) as KubeStatus;
  } catch {
    // The kubelet answers in plain text through the API server's proxy.
    return { message: text.trim() || `HTTP ${response.statusCode}` };
  }
}

/** The name under which the cluster of BERTH_KUBECONFIG is registered. */
export const DEFAULT_CLUSTER = 'local';

/** The transport of a cluster, made on first use. */
export function transportOf(cluster: string): Transport {
  return singleton(`kube-transport:${cluster}`, () => {
    if (cluster !== DEFAULT_CLUSTER)
      throw problemOfConnection(cluster, new Error('the cluster is not registered'));
    const { BERTH_KUBECONFIG: file, BERTH_KUBE_CONTEXT: context } = config();
    const connection = file
      ? readKubeconfig(readFileSync(file, 'utf8'), path.dirname(file), context)
      : inClusterConnection(process.env);
    return new Transport(cluster, connection);
  });
}

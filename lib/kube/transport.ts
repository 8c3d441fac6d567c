import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, type Dispatcher } from 'undici';
import { config } from '@/lib/config';
import { isProblem, type Problem } from '@/lib/domain/problem';
import { singleton } from '@/lib/runtime/singleton';
import { problemOfConnection, problemOfStatus, readKubeStatus, type KubeStatus } from './errors';
import { inClusterConnection, readKubeconfig, type Connection } from './kubeconfig';
import { Pulse } from '@/lib/observability/pulse';
import { countConnection } from './connections';

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

// A connection on which nothing came for so long is tried by the kernel, once a second, ten times.
const QUIET_MS = 5_000;
const PROBE_CONNECT_TIMEOUT = 1_000;
// Exempt from the API server's own queues: a busy one still answers (docs/adr/0013).
const PROBE_PATH = '/livez';

interface Pools {
  calls: Agent;
  /** Streams live for hours: they may not take the calls' places in the pool, however many there are. */
  streams: Agent;
}

/** One cluster's connections: a shared pool, so that a call costs no TLS handshake. */
export class Transport {
  readonly connection: Connection;
  /** Whether the API server answers, while somebody listens to that. */
  readonly pulse: Pulse;
  private pools: Pools;
  private readonly probes: Agent;
  /** What can be given up without harm, and is once the API server is silent: reads, watches and logs. */
  private readonly readers = new Set<AbortController>();

  constructor(
    readonly cluster: string,
    connection: Connection,
  ) {
    this.connection = connection;
    const { ca, cert, key, skipVerify, serverName } = connection;
    const connect = (timeout: number) => ({
      timeout,
      keepAliveInitialDelay: QUIET_MS,
      rejectUnauthorized: !skipVerify,
      ...(ca ? { ca } : {}),
      ...(cert && key ? { cert, key } : {}),
      ...(serverName ? { servername: serverName } : {}),
    });
    const counted = (agent: Agent) => agent.on('connect', () => countConnection('pool'));
    const open = (): Pools => ({
      calls: counted(
        new Agent({ connections: CALLS_AT_ONCE, keepAliveTimeout: 60_000, connect: connect(5_000) }),
      ),
      streams: counted(new Agent({ connections: null, keepAliveTimeout: 60_000, connect: connect(5_000) })),
    });
    this.pools = open();
    this.probes = new Agent({ keepAliveTimeout: 60_000, connect: connect(PROBE_CONNECT_TIMEOUT) });
    this.pulse = new Pulse(`cluster ${cluster}`, (signal) => this.probe(signal));
    this.pulse.onDown((why) => {
      // Connections from before the silence may be dead: nothing new is sent over them. Changes under way may end.
      const { calls, streams } = this.pools;
      this.pools = open();
      for (const reader of this.readers) reader.abort(this.unreachable(why));
      for (const agent of [calls, streams]) void agent.close();
    });
  }

  private unreachable(why: string): Problem {
    return problemOfConnection(this.cluster, new Error(why));
  }

  /** A sign of life: any answer but a server's own fault is one. */
  private async probe(signal: AbortSignal): Promise<void> {
    const { origin, pathname } = new URL(this.connection.server);
    const { statusCode, body } = await this.probes.request({
      origin,
      path: pathname.replace(/\/$/, '') + PROBE_PATH,
      method: 'GET',
      headers: this.headers(null),
      signal,
    });
    await body.dump();
    if (statusCode >= 500) throw new Error(`HTTP ${statusCode}`);
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
    const down = this.pulse.get();
    if (down.state === 'down') throw this.unreachable(down.why);
    const reader = method === 'GET' ? this.read(signal) : null;
    try {
      const sent = (stream ? this.pools.streams : this.pools.calls).request({
        origin: url.origin,
        path: url.pathname + url.search,
        method,
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': request.contentType ?? 'application/json' }),
          ...this.headers(identity),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: reader?.signal ?? signal ?? null,
        headersTimeout: silent ? 0 : CALL_TIMEOUT,
        bodyTimeout: stream ? 0 : CALL_TIMEOUT,
      });
      const response = await (reader ? Promise.race([sent, reader.over]) : sent);
      if (reader) response.body.once('close', reader.end);
      return response;
    } catch (error) {
      reader?.end();
      if (signal?.aborted || isProblem(error)) throw error;
      if (method === 'GET' && attempt === 1 && isReset(error)) return null;
      throw problemOfConnection(this.cluster, error);
    }
  }

  /** A signal for a read: the caller's own, or that the API server fell silent. */
  private read(signal: AbortSignal | undefined) {
    const reader = new AbortController();
    // undici hears of it only once it is connected.
    const over = new Promise<never>((_, reject) => {
      reader.signal.addEventListener('abort', () => reject(reader.signal.reason as Error), { once: true });
    });
    over.catch(() => undefined);
    const leave = () => reader.abort(signal?.reason);
    if (signal?.aborted) leave();
    signal?.addEventListener('abort', leave, { once: true });
    this.readers.add(reader);
    const end = () => {
      this.readers.delete(reader);
      signal?.removeEventListener('abort', leave);
    };
    return { signal: reader.signal, over, end };
  }

  /** Sends a request and reads its JSON. */
  async json<T>(identity: Identity | null, request: Request): Promise<Answer<T>> {
    const response = await this.send(identity, request);
    try {
      return { value: (await response.body.json()) as T, headers: response.headers };
    } catch (error) {
      if (request.signal?.aborted || isProblem(error)) throw error;
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
  return readKubeStatus(await response.body.text().catch(() => ''));
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

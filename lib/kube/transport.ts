import { readFileSync } from 'node:fs';
import path from 'node:path';
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
  /** True for logs and watches: no limit on the time between bytes. */
  stream?: boolean;
}

const CALL_TIMEOUT = 30_000;

/** One cluster's connections: a shared pool, so that a call costs no TLS handshake. */
export class Transport {
  readonly connection: Connection;
  private readonly agent: Agent;

  constructor(
    readonly cluster: string,
    connection: Connection,
  ) {
    this.connection = connection;
    const { ca, cert, key, skipVerify, serverName } = connection;
    this.agent = new Agent({
      connections: 64,
      keepAliveTimeout: 60_000,
      connect: {
        timeout: 5_000,
        rejectUnauthorized: !skipVerify,
        ...(ca ? { ca } : {}),
        ...(cert && key ? { cert, key } : {}),
        ...(serverName ? { servername: serverName } : {}),
      },
    });
  }

  /** Headers of a request: the console's credential, and whom it speaks for. Groups stay separate lines. */
  headers(identity: Identity | null): Record<string, string | string[]> {
    const token = this.connection.token();
    return {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(identity ? { 'impersonate-user': identity.user, 'impersonate-group': identity.groups } : {}),
    };
  }

  /** Sends a request; a refusal becomes a Problem. */
  async send(identity: Identity | null, request: Request): Promise<Dispatcher.ResponseData> {
    const url = new URL(this.connection.server + request.path);
    for (const [key, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined) url.searchParams.set(key, String(value));
    }
    let response: Dispatcher.ResponseData;
    try {
      response = await this.agent.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: request.method ?? 'GET',
        headers: {
          accept: 'application/json',
          ...(request.body === undefined
            ? {}
            : { 'content-type': request.contentType ?? 'application/json' }),
          ...this.headers(identity),
        },
        body: request.body === undefined ? null : JSON.stringify(request.body),
        signal: request.signal ?? null,
        headersTimeout: CALL_TIMEOUT,
        bodyTimeout: request.stream ? 0 : CALL_TIMEOUT,
      });
    } catch (error) {
      if (request.signal?.aborted) throw error;
      throw problemOfConnection(this.cluster, error);
    }
    if (response.statusCode >= 400) throw problemOfStatus(response.statusCode, await readStatus(response));
    return response;
  }

  /** Sends a request and reads its JSON. */
  async json<T>(
    identity: Identity | null,
    request: Request,
  ): Promise<{ value: T; headers: Dispatcher.ResponseData['headers'] }> {
    const response = await this.send(identity, request);
    try {
      return { value: (await response.body.json()) as T, headers: response.headers };
    } catch (error) {
      if (request.signal?.aborted) throw error;
      throw problemOfConnection(this.cluster, error);
    }
  }
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

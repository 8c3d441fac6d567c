import type { Readable } from 'node:stream';
import type { WebSocket } from 'ws';

/** Any Kubernetes object, as JSON. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: KubeMeta;
  [key: string]: unknown;
}

export interface KubeMeta {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: { apiVersion: string; kind: string; name: string; uid: string; controller?: boolean }[];
  [key: string]: unknown;
}

/** Names an object or, without `name`, a collection. `apiVersion` e.g. `v1` or `apps/v1`; `kind` e.g. `Deployment`. */
export interface KubeRef {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name?: string;
}

export interface ListOptions {
  labelSelector?: string;
  fieldSelector?: string;
  signal?: AbortSignal;
}

export interface LogOptions {
  container?: string;
  follow?: boolean;
  previous?: boolean;
  tailLines?: number;
  sinceTime?: string;
  sinceSeconds?: number;
  timestamps?: boolean;
  limitBytes?: number;
  signal?: AbortSignal;
}

/** An object as it was applied, and what the API server warned of. */
export interface Applied<T> {
  object: T;
  warnings: string[];
}

/** One cluster as one identity. Every method throws Problems (`cluster.*`), mapped by Status.reason. */
export interface KubeClient {
  get: <T extends KubeObject = KubeObject>(ref: KubeRef, signal?: AbortSignal) => Promise<T>;
  /** As `get`, null instead of 404. */
  find: <T extends KubeObject = KubeObject>(ref: KubeRef, signal?: AbortSignal) => Promise<T | null>;
  /** The whole collection, read in pages of 500. */
  list: <T extends KubeObject = KubeObject>(ref: KubeRef, options?: ListOptions) => Promise<T[]>;
  create: <T extends KubeObject = KubeObject>(
    object: KubeObject,
    options?: { dryRun?: boolean },
  ) => Promise<T>;
  /** PUT; only for objects whose every field we know. */
  replace: <T extends KubeObject = KubeObject>(object: KubeObject) => Promise<T>;
  /** Server-side apply with field manager `berth`. */
  apply: <T extends KubeObject = KubeObject>(
    object: KubeObject,
    options?: { dryRun?: boolean; force?: boolean },
  ) => Promise<T>;
  /** JSON merge patch, optionally of a subresource (`scale`). */
  patch: <T extends KubeObject = KubeObject>(
    ref: KubeRef,
    body: unknown,
    options?: { subresource?: string },
  ) => Promise<T>;
  /** Deletes; true when there was something to delete. Propagation is background unless said. */
  delete: (ref: KubeRef, options?: { propagation?: 'Background' | 'Foreground' }) => Promise<boolean>;
  /** Warnings that the API server sent (header `Warning`) with an apply, e.g. of Pod Security. */
  applyWithWarnings: <T extends KubeObject = KubeObject>(
    object: KubeObject,
    options?: { dryRun?: boolean; force?: boolean },
  ) => Promise<Applied<T>>;
  /** The raw log bytes of one container; the caller ends it by its signal or by destroying the stream. */
  logs: (namespace: string, pod: string, options: LogOptions) => Promise<Readable>;
  /** An open exec WebSocket with subprotocol v5.channel.k8s.io; throws a Problem when the server refuses the upgrade. */
  exec: (
    namespace: string,
    pod: string,
    options: { container: string; command: string[]; tty: boolean; stdin: boolean },
  ) => Promise<WebSocket>;
  /** Any path of the API server, JSON answer (`/version`, `/apis/metrics.k8s.io/…`); path segments must be encoded by the caller. */
  raw: <T>(path: string, signal?: AbortSignal) => Promise<T>;
}

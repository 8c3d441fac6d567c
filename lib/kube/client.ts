import type { Readable } from 'node:stream';
import { isProblem } from '@/lib/domain/problem';
import { isExpired } from './errors';
import { openExec } from './exec';
import { ensureFor, isMissingImpersonation } from './impersonation';
import { pathOf, refOf, segment } from './resources';
import { transportOf, type Identity, type Request, type Transport } from './transport';
import type { Applied, KubeClient, KubeObject, KubeRef, ListOptions } from './types';

export type { Identity } from './transport';

const FIELD_MANAGER = 'berth';
const PAGE = 500;

/** The cluster as the console itself: shared caches and making projects, nothing else. */
export function asConsole(cluster: string): KubeClient {
  return clientOf(transportOf(cluster), null);
}

/** The cluster as a person: every call is impersonated with all of `groups`. */
export function asUser(cluster: string, identity: Identity): KubeClient {
  return clientOf(transportOf(cluster), identity);
}

interface Page<T> {
  metadata: { continue?: string };
  items: T[];
}

/** A client for one transport and identity. */
export function clientOf(transport: Transport, identity: Identity | null): KubeClient {
  /** Sends; where the console may not yet speak for this person, it is given that right once and sends again. */
  const guarded = async <T>(send: () => Promise<T>): Promise<T> => {
    try {
      return await send();
    } catch (error) {
      if (!identity || !isMissingImpersonation(error)) throw error;
      await ensureFor(transport.cluster, identity);
      return send();
    }
  };
  const json = async <T>(request: Request): Promise<T> =>
    (await guarded(() => transport.json<T>(identity, request))).value;

  const applyWithWarnings: KubeClient['applyWithWarnings'] = async <T extends KubeObject>(
    object: KubeObject,
    options: { dryRun?: boolean; force?: boolean } = {},
  ): Promise<Applied<T>> => {
    const answer = await guarded(() =>
      transport.json<T>(identity, {
        method: 'PATCH',
        path: pathOf(refOf(object)),
        query: {
          fieldManager: FIELD_MANAGER,
          force: options.force ?? true,
          dryRun: options.dryRun ? 'All' : undefined,
        },
        contentType: 'application/apply-patch+yaml',
        body: object,
      }),
    );
    return { object: answer.value, warnings: warningsOf(answer.headers['warning']) };
  };

  const get: KubeClient['get'] = async (ref, signal) =>
    json({ path: pathOf(ref), ...(signal ? { signal } : {}) });

  const listAll = async <T extends KubeObject>(ref: KubeRef, options: ListOptions): Promise<T[]> => {
    const { labelSelector, fieldSelector, signal } = options;
    const items: T[] = [];
    let token: string | undefined;
    do {
      const page: Page<T> = await json<Page<T>>({
        path: pathOf(ref),
        query: { limit: PAGE, continue: token, labelSelector, fieldSelector },
        ...(signal ? { signal } : {}),
      });
      // Items of a list carry neither kind nor version of their own.
      items.push(...page.items.map((item) => ({ ...item, apiVersion: ref.apiVersion, kind: ref.kind })));
      token = page.metadata.continue || undefined;
    } while (token);
    return items;
  };

  return {
    get,
    find: async (ref, signal) => {
      try {
        return await get(ref, signal);
      } catch (error) {
        if (isProblem(error) && error.code === 'cluster.not_found') return null;
        throw error;
      }
    },
    list: async <T extends KubeObject>(ref: KubeRef, options: ListOptions = {}) => {
      try {
        return await listAll<T>(ref, options);
      } catch (error) {
        // The continuation is older than what etcd keeps: a part is never shown as the whole.
        if (!isExpired(error)) throw error;
        return listAll<T>(ref, options);
      }
    },
    create: async (object, options = {}) => {
      const { name: _name, ...collection } = refOf(object);
      return json({
        method: 'POST',
        path: pathOf(collection),
        query: { fieldManager: FIELD_MANAGER, dryRun: options.dryRun ? 'All' : undefined },
        body: object,
      });
    },
    replace: async (object) =>
      json({
        method: 'PUT',
        path: pathOf(refOf(object)),
        query: { fieldManager: FIELD_MANAGER },
        body: object,
      }),
    apply: async <T extends KubeObject>(
      object: KubeObject,
      options?: { dryRun?: boolean; force?: boolean },
    ) => (await applyWithWarnings<T>(object, options)).object,
    applyWithWarnings,
    patch: async (ref, body, options = {}) =>
      json({
        method: 'PATCH',
        path: pathOf(ref, options.subresource),
        query: { fieldManager: FIELD_MANAGER },
        contentType: 'application/merge-patch+json',
        body,
      }),
    delete: async (ref, options = {}) => {
      try {
        await json({
          method: 'DELETE',
          path: pathOf(ref),
          body: {
            kind: 'DeleteOptions',
            apiVersion: 'v1',
            propagationPolicy: options.propagation ?? 'Background',
          },
        });
        return true;
      } catch (error) {
        if (isProblem(error) && error.code === 'cluster.not_found') return false;
        throw error;
      }
    },
    logs: async (namespace, pod, options): Promise<Readable> => {
      const response = await guarded(() =>
        transport.send(identity, {
          path: `/api/v1/namespaces/${segment(namespace)}/pods/${segment(pod)}/log`,
          query: {
            container: options.container,
            follow: options.follow,
            previous: options.previous,
            tailLines: options.tailLines,
            sinceTime: options.sinceTime,
            sinceSeconds: options.sinceSeconds,
            timestamps: options.timestamps,
            limitBytes: options.limitBytes,
          },
          stream: true,
          silent: options.follow === true,
          ...(options.signal ? { signal: options.signal } : {}),
        }),
      );
      // A stream that breaks before its reader listens (or after it left) must not take the process with it.
      response.body.on('error', () => undefined);
      return response.body;
    },
    exec: async (namespace, pod, options) =>
      guarded(() => openExec(transport, identity, namespace, pod, options)),
    raw: async (path, signal) => json({ path, ...(signal ? { signal } : {}) }),
  };
}

/** The texts of `Warning: 299 - "text"` headers (RFC 7234, 5.5). */
function warningsOf(header: string | string[] | undefined): string[] {
  const lines = header === undefined ? [] : Array.isArray(header) ? header : [header];
  return lines.flatMap((line) =>
    [...line.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)].map((match) =>
      (match[1] ?? '').replace(/\\(.)/g, '$1'),
    ),
  );
}

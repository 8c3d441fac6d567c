import type { LogItem } from '@/lib/domain/log';
import { singleton } from '@/lib/runtime/singleton';
import type { PodFeed } from '../feed';
import type { ItemSink } from '../sink';
import { ContainerHub, type HubReader, type Range } from './container-hub';
import { viewLog } from './view-log';

export type { HubReader } from './container-hub';

export interface HubWhere {
  cluster: string;
  namespace: string;
  pod: string;
  uid: string;
  container: string;
}

const MOST_BYTES = 8 * 1024 * 1024;
const LEAST_BYTES = 512 * 1024;
/** What all rings of the process may hold together. */
const BUDGET_BYTES = 256 * 1024 * 1024;

function hubs(): Map<string, ContainerHub> {
  return singleton('log-hubs', () => new Map<string, ContainerHub>());
}

/** The hub of a container that somebody reads, or did a moment ago. */
export function hubOf(where: HubWhere): ContainerHub | null {
  return hubs().get(keyOf(where)) ?? null;
}

/** Follows a container's log through its hub, which is opened when there is none. */
export function followContainer(
  where: HubWhere,
  reader: HubReader,
  openFeed: () => Promise<PodFeed>,
  options: Range & { signal: AbortSignal; sink?: (after: LogItem | null) => ItemSink | null },
): AsyncGenerator<LogItem> {
  const all = hubs();
  const key = keyOf(where);
  const known = all.get(key);
  const { tail, since } = options;
  const hub =
    known ??
    new ContainerHub({
      pod: where.pod,
      uid: where.uid,
      container: where.container,
      // Without any line the place where the upstream begins could not be told.
      ...(tail === undefined ? {} : { tail: Math.max(1, tail) }),
      ...(since === undefined ? {} : { since }),
      ringBytes: MOST_BYTES,
      openFeed,
      closed: () => {
        all.delete(key);
        share(all);
      },
    });
  const viewer = hub.join(reader);
  if (!known) {
    all.set(key, hub);
    share(all);
    hub.start();
  }
  return viewLog(hub, viewer, { ...options, first: !known });
}

function share(all: Map<string, ContainerHub>): void {
  const each = Math.max(LEAST_BYTES, Math.min(MOST_BYTES, Math.floor(BUDGET_BYTES / Math.max(1, all.size))));
  for (const hub of all.values()) hub.ring.resize(each);
}

function keyOf({ cluster, namespace, uid, container }: HubWhere): string {
  return `${cluster}/${namespace}/${uid}/${container}`;
}

import { log } from '@/lib/observability/log';
import { Breather } from './breather';
import type { Row } from './rows';

/** What happened to a row; `fresh` says that the cache became stale or current again. */
export type Change<R> = { type: 'set' | 'delete'; row: R } | { type: 'fresh' };

type Listener<R> = (change: Change<R>) => void;

/** The rows of one kind by namespace, and who wants to hear of their changes. */
export class RowStore<R extends Row> {
  private spaces = new Map<string, Map<string, R>>();
  /** By the namespace that they listen to; null: all. */
  private readonly listeners = new Map<string | null, Set<Listener<R>>>();

  constructor(private readonly what: string) {}

  rows(namespace?: string): R[] {
    if (namespace !== undefined) return [...(this.spaces.get(namespace)?.values() ?? [])];
    return [...this.spaces.values()].flatMap((space) => [...space.values()]);
  }

  get(namespace: string, name: string): R | undefined {
    return this.spaces.get(namespace)?.get(name);
  }

  /** Calls back for each change in a namespace (null: all); returns how to end that. */
  subscribe(namespace: string | null, call: Listener<R>): () => void {
    const listeners = this.listeners.get(namespace) ?? new Set();
    this.listeners.set(namespace, listeners);
    // The same function may listen twice.
    const entry: Listener<R> = (change) => call(change);
    listeners.add(entry);
    return () => {
      listeners.delete(entry);
      if (listeners.size === 0 && this.listeners.get(namespace) === listeners) {
        this.listeners.delete(namespace);
      }
    };
  }

  set(row: R): void {
    put(this.spaces, row);
    this.emit({ type: 'set', row });
  }

  delete(row: R): void {
    const space = this.spaces.get(row.namespace);
    space?.delete(row.name);
    if (space?.size === 0) this.spaces.delete(row.namespace);
    this.emit({ type: 'delete', row });
  }

  /** Takes a whole new list, at once; then tells what has changed by it, so that no row stays that is gone. */
  async replace(found: Found<R>): Promise<void> {
    const before = this.spaces;
    this.spaces = found.spaces;
    const breather = new Breather();
    for (const space of before.values()) {
      for (const row of space.values()) {
        if (found.get(row.namespace, row.name) === undefined) this.emit({ type: 'delete', row });
        if (breather.due) await breather.breathe();
      }
    }
    for (const space of found.spaces.values()) {
      // Whoever listens may change nothing here: changes come from the watch, which waits for the end of this.
      for (const row of space.values()) {
        if (before.get(row.namespace)?.get(row.name) !== row) this.emit({ type: 'set', row });
        if (breather.due) await breather.breathe();
      }
    }
  }

  emit(change: Change<R>): void {
    if (change.type === 'fresh') {
      for (const listeners of this.listeners.values()) this.tell(listeners, change);
      return;
    }
    this.tell(this.listeners.get(change.row.namespace), change);
    this.tell(this.listeners.get(null), change);
  }

  private tell(listeners: Set<Listener<R>> | undefined, change: Change<R>): void {
    for (const call of listeners ?? []) {
      try {
        call(change);
      } catch (error) {
        log.error('a listener of a cache failed', { path: this.what, error });
      }
    }
  }
}

/** A list that is being read. Rows that the store holds in the same version are kept, so that a new list costs no memory. */
export class Found<R extends Row> {
  readonly spaces = new Map<string, Map<string, R>>();

  constructor(private readonly known: RowStore<R>) {}

  set(row: R): void {
    const old = this.known.get(row.namespace, row.name);
    const same = old?.uid === row.uid && old.resourceVersion === row.resourceVersion;
    put(this.spaces, same ? old : row);
  }

  delete(row: R): void {
    this.spaces.get(row.namespace)?.delete(row.name);
  }

  get(namespace: string, name: string): R | undefined {
    return this.spaces.get(namespace)?.get(name);
  }
}

function put<R extends Row>(spaces: Map<string, Map<string, R>>, row: R): void {
  const space = spaces.get(row.namespace);
  if (space) space.set(row.name, row);
  else spaces.set(row.namespace, new Map([[row.name, row]]));
}

import { log } from '@/lib/observability/log';
import type { PulseState } from '@/lib/observability/pulse';
import { Breather } from './breather';
import { isExpired, isUnsupported, statusOf } from './errors';
import { LineSplitter } from './line-splitter';
import { listInPages } from './paged-list';
import { Found, RowStore, type Change } from './row-store';
import type { Row } from './rows';
import type { Transport } from './transport';
import type { KubeObject } from './types';

/** How current a cache is: `staleSince` (ms) while the API server can't be watched. */
export interface Freshness {
  synced: boolean;
  staleSince: number | null;
}

interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: KubeObject & { code?: number };
}

/** How a kind is read. */
export interface ReflectorOptions {
  /** A watch that is silent for longer is dead. Bookmarks come about once a minute, for most kinds. */
  silence?: number;
  /** False: lists in pages, as where the server can't stream a list. */
  streamedList?: boolean;
}

const SILENCE_MS = 90_000;
const MOST_PAUSE_MS = 10_000;
// Refused or broken this often in a row, what we hold may be what the server can't continue from: list anew.
const FAILURES_TO_RELIST = 4;
const SHORTEST_WATCH_MS = 1000;
// A new list that takes longer says that what is shown is old.
const UNNOTICED_MS = 1000;
/** Stands on the bookmark after the last object that was there when a streamed list began (KEP-3157). */
const LIST_ENDS = 'k8s.io/initial-events-end';

/**
 * Keeps rows of one kind in step with the cluster: lists (streamed, or in pages), watches with bookmarks, and never
 * gives up.
 */
export class Reflector<R extends Row> {
  private readonly store: RowStore<R>;
  /** From where on to watch; null: list first. */
  protected version: string | null = null;
  private listed = false;
  private staleSince: number | null = null;
  private readonly ready: Promise<void>;
  private markReady: () => void = () => undefined;
  private wake: () => void = () => undefined;
  private failures = 0;
  private readonly silence: number;
  /** When lists are read in pages rather than streamed. */
  private pages: 'never' | 'next' | 'always';

  constructor(
    private readonly transport: Transport,
    private readonly path: string,
    private readonly toRow: (object: KubeObject) => R,
    options: ReflectorOptions = {},
  ) {
    this.silence = options.silence ?? SILENCE_MS;
    this.pages = options.streamedList === false ? 'always' : 'never';
    this.store = new RowStore(path);
    this.ready = new Promise((resolve) => {
      this.markReady = resolve;
    });
    transport.pulse.subscribe((pulse) => this.hear(pulse));
    void this.run();
  }

  /** Resolves once the first list is in; rejects after `timeout` ms, while the work goes on. */
  async synced(timeout = 10_000): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no list of ${this.path} within ${timeout} ms`)), timeout);
    });
    try {
      await Promise.race([this.ready, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  fresh(): Freshness {
    return { synced: this.listed, staleSince: this.staleSince };
  }

  rows(namespace?: string): R[] {
    return this.store.rows(namespace);
  }

  get(namespace: string, name: string): R | undefined {
    return this.store.get(namespace, name);
  }

  /** Calls back for each change in a namespace (null: all); returns how to end that. */
  subscribe(namespace: string | null, call: (change: Change<R>) => void): () => void {
    return this.store.subscribe(namespace, call);
  }

  /** A silent API server makes everything old at once; what waited for it goes on as soon as it answers. */
  private hear(pulse: PulseState): void {
    if (pulse.state === 'down') this.setStale(pulse.since);
    else this.wake();
  }

  private async run(): Promise<never> {
    for (;;) {
      try {
        while (this.transport.pulse.isDown) await this.pause(MOST_PAUSE_MS);
        if (this.version === null) await this.relist();
        else await this.watch(null);
      } catch (error) {
        await this.recover(error);
      }
    }
  }

  private async recover(error: unknown): Promise<void> {
    if (error instanceof BrokenWatch ? error.code === 410 : isExpired(error)) {
      this.version = null;
      // A server that says so again and again is not asked in a tight loop.
      if (this.failures === 0) {
        this.failures = 1;
        return;
      }
    }
    this.setStale(Date.now());
    if (this.transport.pulse.isDown) return;
    this.failures += 1;
    const answered = error instanceof BrokenWatch || error instanceof SyntaxError || statusOf(error) !== null;
    if (answered && this.failures >= FAILURES_TO_RELIST) this.version = null;
    const longest = Math.min(MOST_PAUSE_MS, 100 * 2 ** Math.min(this.failures, 10));
    log.debug('watch broke', { path: this.path, failures: this.failures, error });
    await this.pause(longest * (0.5 + Math.random() / 2));
  }

  /** Waits, but no longer than until the API server answers again. */
  private async pause(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
  }

  /** Lists anew. A streamed list goes on as the watch, so this returns when that ends. */
  private async relist(): Promise<void> {
    const noticed = setTimeout(() => {
      if (this.listed && this.version === null) this.setStale(Date.now());
    }, UNNOTICED_MS);
    const found = new Found(this.store);
    const { pages } = this;
    if (pages === 'next') this.pages = 'never';
    try {
      if (pages === 'never') {
        await this.watch(found);
      } else {
        const take = (object: KubeObject) => this.project(object, (row) => found.set(row));
        await this.adopt(found, await listInPages(this.transport, this.path, take));
      }
    } catch (error) {
      if (pages === 'never' && isUnsupported(error)) {
        this.pages = 'always';
        return;
      }
      // Broken off in the middle: pages get further than one stream that has to arrive whole.
      if (pages === 'never' && this.version === null) this.pages = 'next';
      throw error;
    } finally {
      clearTimeout(noticed);
    }
  }

  private async adopt(found: Found<R>, version: string): Promise<void> {
    const first = !this.listed;
    this.version = version;
    this.listed = true;
    await this.store.replace(found);
    this.markReady();
    if (first) this.store.emit({ type: 'fresh' });
  }

  /** Watches from the version on that is known, or, given an empty list, from before its beginning. */
  private async watch(list: Found<R> | null): Promise<void> {
    const aborter = new AbortController();
    const response = await this.transport.send(null, {
      path: this.path,
      query: {
        watch: true,
        allowWatchBookmarks: true,
        // Spread out, so that not all watches are renewed at once.
        timeoutSeconds: 240 + Math.floor(Math.random() * 120),
        ...(list
          ? { sendInitialEvents: true, resourceVersionMatch: 'NotOlderThan' }
          : { resourceVersion: this.version ?? undefined }),
      },
      stream: true,
      signal: aborter.signal,
    });
    if (!list) this.setStale(null);
    const began = Date.now();
    let silence = setTimeout(() => aborter.abort(), this.silence);
    let pending = list;
    const splitter = new LineSplitter();
    const breather = new Breather();
    try {
      for await (const chunk of response.body as AsyncIterable<Buffer>) {
        this.transport.pulse.heard();
        clearTimeout(silence);
        silence = setTimeout(() => aborter.abort(), this.silence);
        for (const line of splitter.push(chunk)) {
          const event = JSON.parse(line.toString('utf8')) as WatchEvent;
          if (event.type === 'ERROR') throw new BrokenWatch(event.object.code ?? 500);
          if (!pending) this.take(event);
          else if (isEndOfList(event)) {
            await this.adopt(pending, event.object.metadata.resourceVersion ?? '');
            this.setStale(null);
            pending = null;
          } else this.gather(pending, event);
          if (breather.due) await breather.breathe();
        }
        // Only what could be read counts as success: a line that can't must not be asked for forever.
        if (!pending) this.failures = 0;
      }
      if (pending || Date.now() - began < SHORTEST_WATCH_MS) throw new BrokenWatch(0);
    } finally {
      clearTimeout(silence);
      aborter.abort();
    }
  }

  /** An event before the end of a streamed list. */
  private gather(list: Found<R>, { type, object }: WatchEvent): void {
    if (type === 'BOOKMARK') return;
    this.project(object, (row) => (type === 'DELETED' ? list.delete(row) : list.set(row)));
  }

  private take({ type, object }: WatchEvent): void {
    this.version = object.metadata.resourceVersion ?? this.version;
    if (type === 'BOOKMARK') return;
    this.project(object, (row) => (type === 'DELETED' ? this.store.delete(row) : this.store.set(row)));
  }

  /** One object that can't be read must not keep all others away. */
  private project(object: KubeObject, use: (row: R) => void): void {
    let row: R;
    try {
      row = this.toRow(object);
    } catch (error) {
      log.error('an object could not be read', { path: this.path, name: object.metadata?.name, error });
      return;
    }
    use(row);
  }

  /** Notes since when what is held may be old; null: it is current. */
  private setStale(since: number | null): void {
    if ((since === null) === (this.staleSince === null)) return;
    this.staleSince = since;
    this.store.emit({ type: 'fresh' });
  }
}

function isEndOfList({ type, object }: WatchEvent): boolean {
  return type === 'BOOKMARK' && object.metadata.annotations?.[LIST_ENDS] === 'true';
}

/** The server ended a watch: with a Status of this code, or at once (0). */
class BrokenWatch extends Error {
  constructor(readonly code: number) {
    super(`the watch ended with ${code}`);
  }
}

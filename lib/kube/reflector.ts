import { log } from '@/lib/observability/log';
import { isExpired, statusOf } from './errors';
import { LineSplitter } from './line-splitter';
import type { PulseState } from '@/lib/observability/pulse';
import type { Row } from './rows';
import type { Transport } from './transport';
import type { KubeObject } from './types';

/** What happened to a row; `fresh` says that the cache became stale or current again. */
export type Change<R> = { type: 'set' | 'delete'; row: R } | { type: 'fresh' };

/** How current a cache is: `staleSince` (ms) while the API server can't be watched. */
export interface Freshness {
  synced: boolean;
  staleSince: number | null;
}

interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: KubeObject & { code?: number; reason?: string };
}

const PAGE = 500;
// Bookmarks come about once a minute; a watch that is silent for longer is dead.
const SILENCE_MS = 90_000;
const MOST_PAUSE_MS = 10_000;
// Refused or broken this often in a row, what we hold may be what the server can't continue from: list anew.
const FAILURES_TO_RELIST = 4;
const SHORTEST_WATCH_MS = 1000;

/** Keeps rows of one kind in step with the cluster: lists in pages, watches with bookmarks, and never gives up. */
export class Reflector<R extends Row> {
  private spaces = new Map<string, Map<string, R>>();
  private readonly listeners = new Set<{ namespace: string | null; call: (change: Change<R>) => void }>();
  /** From where on to watch; null: list first. */
  protected version: string | null = null;
  private listed = false;
  private staleSince: number | null = null;
  private readonly ready: Promise<void>;
  private markReady: () => void = () => undefined;
  private wake: () => void = () => undefined;
  private failures = 0;

  constructor(
    private readonly transport: Transport,
    private readonly path: string,
    private readonly toRow: (object: KubeObject) => R,
    private readonly silence = SILENCE_MS,
  ) {
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
    if (namespace !== undefined) return [...(this.spaces.get(namespace)?.values() ?? [])];
    return [...this.spaces.values()].flatMap((space) => [...space.values()]);
  }

  get(namespace: string, name: string): R | undefined {
    return this.spaces.get(namespace)?.get(name);
  }

  /** Calls back for each change in a namespace (null: all); returns how to end that. */
  subscribe(namespace: string | null, call: (change: Change<R>) => void): () => void {
    const entry = { namespace, call };
    this.listeners.add(entry);
    return () => {
      this.listeners.delete(entry);
    };
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
        await this.watch();
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

  private async relist(): Promise<void> {
    const found = new Map<string, Map<string, R>>();
    let token: string | undefined;
    let version = '';
    do {
      const {
        value,
      }: { value: { metadata: { continue?: string; resourceVersion: string }; items: KubeObject[] } } =
        await this.transport.json(null, { path: this.path, query: { limit: PAGE, continue: token } });
      for (const item of value.items) put(found, this.toRow(item));
      version = value.metadata.resourceVersion;
      token = value.metadata.continue || undefined;
    } while (token);
    const before = this.spaces;
    this.spaces = found;
    this.version = version;
    const first = !this.listed;
    this.listed = true;
    this.markReady();
    // What the gap swallowed is told as changes: no row stays that is gone.
    for (const space of before.values()) {
      for (const row of space.values()) {
        if (found.get(row.namespace)?.get(row.name) === undefined) this.emit({ type: 'delete', row });
      }
    }
    for (const space of found.values()) {
      for (const row of space.values()) {
        if (before.get(row.namespace)?.get(row.name)?.resourceVersion !== row.resourceVersion) {
          this.emit({ type: 'set', row });
        }
      }
    }
    if (first) this.emit({ type: 'fresh' });
  }

  private async watch(): Promise<void> {
    const aborter = new AbortController();
    const response = await this.transport.send(null, {
      path: this.path,
      query: {
        watch: true,
        allowWatchBookmarks: true,
        resourceVersion: this.version ?? undefined,
        // Spread out, so that not all watches are renewed at once.
        timeoutSeconds: 240 + Math.floor(Math.random() * 120),
      },
      stream: true,
      signal: aborter.signal,
    });
    this.setStale(null);
    const began = Date.now();
    let silence = setTimeout(() => aborter.abort(), this.silence);
    const splitter = new LineSplitter();
    try {
      for await (const chunk of response.body as AsyncIterable<Buffer>) {
        this.transport.pulse.heard();
        clearTimeout(silence);
        silence = setTimeout(() => aborter.abort(), this.silence);
        for (const line of splitter.push(chunk)) this.take(JSON.parse(line.toString('utf8')) as WatchEvent);
        // Only what could be read counts as success: a line that can't must not be asked for forever.
        this.failures = 0;
      }
      if (Date.now() - began < SHORTEST_WATCH_MS) throw new BrokenWatch(0);
    } finally {
      clearTimeout(silence);
      aborter.abort();
    }
  }

  private take(event: WatchEvent): void {
    if (event.type === 'ERROR') throw new BrokenWatch(event.object.code ?? 500);
    this.version = event.object.metadata.resourceVersion ?? this.version;
    if (event.type === 'BOOKMARK') return;
    const row = this.toRow(event.object);
    if (event.type === 'DELETED') {
      const space = this.spaces.get(row.namespace);
      space?.delete(row.name);
      if (space?.size === 0) this.spaces.delete(row.namespace);
      this.emit({ type: 'delete', row });
      return;
    }
    put(this.spaces, row);
    this.emit({ type: 'set', row });
  }

  /** Notes since when what is held may be old; null: it is current. */
  private setStale(since: number | null): void {
    if ((since === null) === (this.staleSince === null)) return;
    this.staleSince = since;
    this.emit({ type: 'fresh' });
  }

  private emit(change: Change<R>): void {
    for (const { namespace, call } of this.listeners) {
      if (namespace !== null && change.type !== 'fresh' && change.row.namespace !== namespace) continue;
      try {
        call(change);
      } catch (error) {
        log.error('a listener of a cache failed', { path: this.path, error });
      }
    }
  }
}

function put<R extends Row>(spaces: Map<string, Map<string, R>>, row: R): void {
  const space = spaces.get(row.namespace);
  if (space) space.set(row.name, row);
  else spaces.set(row.namespace, new Map([[row.name, row]]));
}

/** The server ended a watch: with a Status of this code, or at once (0). */
class BrokenWatch extends Error {
  constructor(readonly code: number) {
    super(`the watch ended with ${code}`);
  }
}

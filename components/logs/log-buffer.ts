import { belongsToLineBefore } from '@/lib/domain/log/level';
import { entryOf, gapBefore, type LineEntry, type LogEntry, type LogRecord, type ShownLevel } from './entry';
import { Ring } from './ring';

/** Lines that the view holds at most; the oldest go first. */
export const MOST_ENTRIES = 100_000;
/** Characters that the view holds at most, so that lines of a megabyte don't fill the memory. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

interface Place {
  ts: string;
  count: number;
}

export interface LogSnapshot {
  /** What is shown: everything, or the lines of the chosen levels. The same object until it is chosen anew. */
  shown: Ring<LogEntry>;
  /** How many are held, shown or not. */
  held: number;
  /** Grows with every change. */
  version: number;
  /** How many were dropped at the top so far. */
  dropped: number;
  /** Pods with their containers that wrote something since the view was opened. */
  sources: ReadonlyMap<string, ReadonlySet<string>>;
  state: StreamState;
}

/** How the reading goes. `away`: the console says that the cluster does not answer. */
export type StreamState =
  | { kind: 'connecting' }
  | { kind: 'open' }
  | { kind: 'away' }
  | { kind: 'waiting'; error?: unknown }
  | { kind: 'ended'; reason: string }
  | { kind: 'error'; error: unknown };

/** The lines of one view, outside of React: thousands a second may come, the screen is told once a frame. */
export class LogBuffer {
  private entries = new Ring<LogEntry>();
  private shown = new Ring<LogEntry>();
  private levels: ReadonlySet<ShownLevel> | null = null;
  private readonly lastLevels = new Map<string, ShownLevel>();
  private counter = 0;
  private characters = 0;
  private dropped = 0;
  private sources = new Map<string, Set<string>>();
  private state: StreamState = { kind: 'connecting' };
  private snapshot: LogSnapshot = {
    shown: this.shown,
    held: 0,
    version: 0,
    dropped: 0,
    sources: this.sources,
    state: this.state,
  };
  private readonly listeners = new Set<() => void>();
  private scheduled = false;
  private readonly places = new Map<string, Place>();
  private repeats: Map<string, Place> | null = null;

  /** Where to go on after a cut: a little before the newest line; undefined when there is none yet. */
  resume(): string | undefined {
    const newest = [...this.places.values()].reduce(
      (latest, place) => (place.ts > latest ? place.ts : latest),
      '',
    );
    if (newest === '') return undefined;
    this.repeats = new Map([...this.places].map(([key, place]) => [key, { ...place }]));
    return new Date(Date.parse(newest) - 5000).toISOString();
  }

  /** Adds what the server sent; lines that were there before a cut are left out. */
  add(records: readonly LogRecord[]): void {
    for (const record of records) {
      if (record.mark === undefined && this.isRepeat(record)) continue;
      const gap = gapBefore(record);
      if (gap) this.append({ ...gap, id: (this.counter += 1) });
      this.append(entryOf(record, (this.counter += 1)));
    }
    this.trim();
    this.changed();
  }

  /** Shows lines of these levels only, and marks; all when null. */
  choose(levels: ReadonlySet<ShownLevel> | null): void {
    if (levels === this.levels) return;
    this.levels = levels;
    this.shown = new Ring();
    for (const entry of this.entries) if (this.isShown(entry)) this.shown.push(entry);
    this.changed();
  }

  /** Says how the reading goes. */
  tell(state: StreamState): void {
    this.state = state;
    this.changed();
  }

  /** Empties the view; what wrote before stays known, so that it can be chosen again. */
  clear(): void {
    this.entries = new Ring();
    this.shown = new Ring();
    this.lastLevels.clear();
    this.characters = 0;
    this.dropped = 0;
    this.places.clear();
    this.repeats = null;
    this.changed();
  }

  get = (): LogSnapshot => this.snapshot;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private append(entry: LogEntry): void {
    if (entry.kind === 'line') {
      this.characters += entry.text.length;
      this.note(entry.pod, entry.container);
      const last = this.entries.at(this.entries.end - 1);
      // A line that came in pieces is one line again.
      if (last?.kind === 'line' && last.partial && sourceOf(last) === sourceOf(entry)) {
        const whole = { ...last, text: last.text + entry.text, partial: entry.partial };
        this.entries.replaceLast(whole);
        if (this.isShown(whole)) this.shown.replaceLast(whole);
        return;
      }
      this.inherit(entry);
    }
    this.entries.push(entry);
    if (this.isShown(entry)) this.shown.push(entry);
  }

  /** A line of a stack trace has the level of the line that it follows. */
  private inherit(entry: LineEntry): void {
    const source = sourceOf(entry);
    if (entry.level === 'none' && belongsToLineBefore(entry.text))
      entry.level = this.lastLevels.get(source) ?? 'none';
    this.lastLevels.set(source, entry.level);
  }

  private isShown(entry: LogEntry): boolean {
    return !this.levels || entry.kind === 'mark' || entry.context || this.levels.has(entry.level);
  }

  private note(pod: string, container: string): void {
    if (this.sources.get(pod)?.has(container)) return;
    // A new map, so that who looks at it sees that it changed.
    this.sources = new Map(this.sources).set(pod, new Set(this.sources.get(pod)).add(container));
  }

  private isRepeat(record: LogRecord): boolean {
    const key = sourceOf(record);
    const ts = record.ts ?? '';
    const before = this.repeats?.get(key);
    if (before) {
      if (ts < before.ts) return true;
      if (ts === before.ts && before.count > 0) {
        before.count -= 1;
        return true;
      }
      if (ts > before.ts) this.repeats?.delete(key);
    }
    const place = this.places.get(key);
    if (place?.ts === ts) place.count += 1;
    else this.places.set(key, { ts, count: 1 });
    return false;
  }

  private trim(): void {
    while (
      this.entries.length > MOST_ENTRIES ||
      (this.characters > MOST_CHARACTERS && this.entries.length > 1)
    ) {
      const gone = this.entries.shift();
      if (this.shown.at(this.shown.first)?.id === gone?.id) this.shown.shift();
      this.dropped += 1;
      if (gone?.kind === 'line') this.characters -= gone.text.length;
    }
  }

  private changed(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    const tell = () => {
      this.scheduled = false;
      const { shown, dropped, sources, state } = this;
      const version = this.snapshot.version + 1;
      this.snapshot = { shown, held: this.entries.length, dropped, sources, state, version };
      for (const listener of this.listeners) listener();
    };
    // A tab in the background has no frames.
    if (typeof document === 'undefined' || document.hidden) setTimeout(tell, 250);
    else requestAnimationFrame(tell);
  }
}

function sourceOf({ pod = '', container = '' }: { pod?: string; container?: string }): string {
  return `${pod}/${container}`;
}

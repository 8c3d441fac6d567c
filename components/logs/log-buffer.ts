import { entryOf, type LogEntry, type LogRecord } from './entry';

/** Lines that the view holds at most; the oldest go first. */
export const MOST_ENTRIES = 100_000;
// Dropping many at once keeps appending cheap.
const DROP = 5000;
/** Characters that the view holds at most, so that lines of a megabyte don't fill the memory. */
const MOST_CHARACTERS = 64 * 1024 * 1024;

interface Place {
  ts: string;
  count: number;
}

export interface LogSnapshot {
  entries: readonly LogEntry[];
  /** Grows with every change; `entries` is the same array all along. */
  version: number;
  /** How many were dropped at the top so far. */
  dropped: number;
  /** Pods with their containers that wrote something since the view was opened. */
  sources: ReadonlyMap<string, ReadonlySet<string>>;
  state: StreamState;
}

/** How the reading goes. */
export type StreamState =
  | { kind: 'connecting' }
  | { kind: 'open' }
  | { kind: 'waiting' }
  | { kind: 'ended'; reason: string }
  | { kind: 'error'; error: unknown };

/** The lines of one view, outside of React: thousands a second may come, the screen is told once a frame. */
export class LogBuffer {
  private entries: LogEntry[] = [];
  private counter = 0;
  private characters = 0;
  private dropped = 0;
  private sources = new Map<string, Set<string>>();
  private state: StreamState = { kind: 'connecting' };
  private snapshot: LogSnapshot = {
    entries: this.entries,
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
      this.append(entryOf(record, (this.counter += 1)));
    }
    this.trim();
    this.changed();
  }

  /** Says how the reading goes. */
  tell(state: StreamState): void {
    this.state = state;
    this.changed();
  }

  /** Empties the view; what wrote before stays known, so that it can be chosen again. */
  clear(): void {
    this.entries = [];
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
    const last = this.entries.at(-1);
    if (entry.kind === 'line') {
      this.characters += entry.text.length;
      this.note(entry.pod, entry.container);
      // A line that came in pieces is one line again.
      if (
        last?.kind === 'line' &&
        last.partial &&
        last.pod === entry.pod &&
        last.container === entry.container
      ) {
        this.entries[this.entries.length - 1] = {
          ...last,
          text: last.text + entry.text,
          partial: entry.partial,
        };
        return;
      }
    }
    this.entries.push(entry);
  }

  private note(pod: string, container: string): void {
    if (this.sources.get(pod)?.has(container)) return;
    // A new map, so that who looks at it sees that it changed.
    this.sources = new Map(this.sources).set(pod, new Set(this.sources.get(pod)).add(container));
  }

  private isRepeat(record: LogRecord): boolean {
    const key = `${record.pod ?? ''}/${record.container ?? ''}`;
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
      this.entries.length > MOST_ENTRIES + DROP ||
      (this.characters > MOST_CHARACTERS && this.entries.length > 1)
    ) {
      const gone = this.entries.splice(0, Math.min(DROP, Math.ceil(this.entries.length / 2)));
      this.dropped += gone.length;
      for (const entry of gone) if (entry.kind === 'line') this.characters -= entry.text.length;
    }
  }

  private changed(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    const tell = () => {
      this.scheduled = false;
      const { entries, dropped, sources, state } = this;
      this.snapshot = { entries, dropped, sources, state, version: this.snapshot.version + 1 };
      for (const listener of this.listeners) listener();
    };
    // A tab in the background has no frames; its lines must not pile up unseen by the screen reader's cursor either.
    if (typeof document === 'undefined' || document.hidden) setTimeout(tell, 250);
    else requestAnimationFrame(tell);
  }
}

import type { LineBatch, LogItem } from '@/lib/domain/log';

interface Lane {
  source: AsyncIterator<LogItem>;
  done: () => void;
  head: LogItem | null;
  /** Had nothing to say for a while: nobody waits for it. */
  idle: boolean;
}

const PATIENCE_MS = 100;

/**
 * Merges logs in the order of time. Each source is asked for its next item only when the last one was taken, so a
 * slow reader holds every upstream back instead of filling memory. A source that says nothing is waited for a moment
 * only, so that backlogs come in order and live lines at once. Sources may join while it runs.
 */
export class LogMerge {
  private readonly lanes = new Set<Lane>();
  private readonly ahead: LogItem[] = [];
  private sealed = false;
  private failure: { error: unknown } | null = null;
  private wake: () => void = () => undefined;

  /** `failed` says what to put in the place of a source that threw; when it throws itself, the merge ends with that. */
  constructor(
    private readonly signal: AbortSignal,
    private readonly failed: (error: unknown) => LogItem,
  ) {
    const leave = () => {
      this.wake();
      this.drop();
    };
    signal.addEventListener('abort', leave, { once: true });
  }

  /** Adds a source; `done` is called when it has ended. */
  add(source: AsyncIterator<LogItem>, done: () => void = () => undefined): void {
    const lane: Lane = { source, done, head: null, idle: false };
    this.lanes.add(lane);
    this.ask(lane);
  }

  /** An item that goes ahead of what waits. */
  push(item: LogItem): void {
    this.ahead.push(item);
    this.wake();
  }

  /** No more sources will join: the merge ends with the last of them. */
  seal(): void {
    this.sealed = true;
    this.wake();
  }

  /** What comes out. */
  async *items(): AsyncGenerator<LogItem> {
    try {
      while (!this.signal.aborted) {
        if (this.failure) throw this.failure.error;
        const item = this.ahead.shift() ?? this.take();
        if (item) yield item;
        else if (this.sealed && this.lanes.size === 0) return;
        else await this.news();
      }
    } finally {
      this.drop();
    }
  }

  private drop(): void {
    // Not awaited: a source that waits for its upstream ends with the signal.
    for (const lane of this.lanes) lane.source.return?.().catch(() => undefined);
  }

  private ask(lane: Lane): void {
    lane.source.next().then(
      (result) => {
        if (result.done) return this.end(lane);
        lane.idle = false;
        lane.head = result.value;
        this.wake();
      },
      (error: unknown) => {
        if (!this.signal.aborted) {
          try {
            this.ahead.push(this.failed(error));
          } catch (thrown) {
            this.failure = { error: thrown };
          }
        }
        this.end(lane);
      },
    );
  }

  private end(lane: Lane): void {
    this.lanes.delete(lane);
    lane.done();
    this.wake();
  }

  /** The oldest item there is, unless a source that is not idle may still bring an older one. */
  private take(): LogItem | null {
    let oldest: Lane | null = null;
    let next = '\uffff';
    for (const lane of this.lanes) {
      if (!lane.head) {
        if (!lane.idle) return null;
        continue;
      }
      const stamp = stampOf(lane.head);
      if (!oldest || stamp < stampOf(oldest.head)) {
        if (oldest) next = stampOf(oldest.head);
        oldest = lane;
      } else if (stamp < next) {
        next = stamp;
      }
    }
    if (!oldest?.head) return null;
    const item = oldest.head;
    if (item.kind === 'lines') {
      const count = this.lanes.size === 1 ? item.lines.count : countUntil(item.lines, next);
      if (count > 0 && count < item.lines.count) {
        // Only before the first of them lines were left out.
        oldest.head = { ...item, lines: item.lines.slice(count), apart: false };
        return { ...item, lines: item.lines.slice(0, count) };
      }
    }
    oldest.head = null;
    this.ask(oldest);
    return item;
  }

  /** Resolves when something happened, or when the sources that say nothing were waited for long enough. */
  private news(): Promise<void> {
    return new Promise((resolve) => {
      const waiting = [...this.lanes].some((lane) => lane.head);
      const timer = waiting ? setTimeout(() => this.giveUp(resolve), PATIENCE_MS) : null;
      this.wake = () => {
        if (timer) clearTimeout(timer);
        resolve();
      };
    });
  }

  private giveUp(resolve: () => void): void {
    for (const lane of this.lanes) if (!lane.head) lane.idle = true;
    resolve();
  }
}

/** Marks go first: they have no place among the lines' times. */
function stampOf(item: LogItem | null): string {
  return item?.kind === 'lines' ? item.lines.firstStamp : '';
}

/** How many lines stand before the first one that is newer. */
function countUntil(lines: LineBatch, stamp: string): number {
  for (let at = 0; at < lines.count; at += 1) if (lines.stamp(at) > stamp) return at;
  return lines.count;
}

import { setTimeout as after } from 'node:timers/promises';

export interface IndexState<T> {
  items: readonly T[];
  /** False while the first reading runs, or when the list was cut or could not be read again. */
  complete: boolean;
}

interface Limits {
  /** How long a whole reading is fresh. */
  ttlMs: number;
  /** How long the first caller waits before it gets what is there. */
  patienceMs: number;
  most: number;
}

const RETRY_MS = 3000;

/**
 * A list that its source gives only page by page, kept in memory. It is read again in the background when it is old.
 * Callers wait a moment for that, then get the old list, or the part of the first one that was read until then.
 */
export class PagedIndex<T> {
  private items: readonly T[] | null = null;
  private partial: T[] = [];
  private complete = false;
  private readAt = 0;
  private failedAt = 0;
  private failure: unknown = null;
  private reading: Promise<void> | null = null;

  constructor(
    private readonly pages: () => AsyncIterable<readonly T[]>,
    private readonly limits: Limits,
  ) {}

  /** What is known now; throws the source's error when nothing is. */
  async state(): Promise<IndexState<T>> {
    const now = Date.now();
    const fresh = this.items !== null && now - this.readAt < this.limits.ttlMs;
    if (!fresh && !this.reading && now - this.failedAt > RETRY_MS) this.reading = this.read();
    if (this.reading) {
      await this.wait(this.limits.patienceMs);
      // Nothing at all yet: the source's own time limit ends this.
      while (this.reading !== null && this.items === null && this.partial.length === 0) await this.wait(50);
    }
    if (this.items !== null) return { items: this.items, complete: this.complete };
    if (this.failure !== null && this.partial.length === 0) throw this.failure;
    return { items: [...this.partial], complete: false };
  }

  private async wait(ms: number): Promise<void> {
    const done = new AbortController();
    await Promise.race([this.reading, after(ms, undefined, { signal: done.signal }).catch(() => {})]);
    done.abort();
  }

  private async read(): Promise<void> {
    this.partial = [];
    try {
      let cut = false;
      for await (const page of this.pages()) {
        for (const item of page) this.partial.push(item);
        if (this.partial.length >= this.limits.most) {
          cut = true;
          break;
        }
      }
      this.items = this.partial.slice(0, this.limits.most);
      this.partial = [];
      this.complete = !cut;
      this.readAt = Date.now();
      this.failure = null;
    } catch (error) {
      this.failure = error;
      this.failedAt = Date.now();
      this.complete = false;
    } finally {
      this.reading = null;
    }
  }
}

import { LineBatch, type LogItem } from '@/lib/domain/log';

interface Entry {
  /** The first place that this entry fills: every line takes one, and every mark. */
  slot: number;
  /** How many lines came before it. */
  line: number;
  /** How many bytes came before it. */
  byte: number;
  cost: number;
  item: LogItem;
}

/** Where a viewer stands. */
export interface Place {
  slot: number;
  line: number;
  byte: number;
}

// An entry is an object, a batch and two arrays, however short its lines.
const OVERHEAD = 300;
const SMALL = 4096;
const RUN = 64;
// Viewers stand near the head; who is further back makes its own forms.
const WARM_BYTES = 512 * 1024;

/**
 * The newest lines and marks of one container. Viewers hold places, not copies: entries are shared and never changed,
 * and what falls off the old end is counted, so that everyone knows what it has missed.
 */
export class LogRing {
  private entries: Entry[] = [];
  private cost = 0;
  private smallRun = 0;
  private warm = 0;
  private next: Place = { slot: 0, line: 0, byte: 0 };
  private run = 0;

  constructor(private limit: number) {}

  /** Behind the newest. */
  get head(): Place {
    return this.next;
  }

  /** The oldest that is kept. */
  get tail(): Place {
    const first = this.entries[0];
    return first ? placeOf(first) : this.next;
  }

  /** Where the present run of the container begins, or what is left of it. */
  get runStart(): number {
    return Math.max(this.run, this.tail.slot);
  }

  /** True when nothing of the present run has fallen off. */
  get holdsRun(): boolean {
    return this.run >= this.tail.slot;
  }

  push(item: LogItem): void {
    const lines = item.kind === 'lines' ? item.lines : null;
    const count = lines?.count ?? 1;
    const size = lines?.size ?? 0;
    const cost = size + count * 4 + OVERHEAD;
    this.entries.push({ ...this.next, cost, item });
    this.next = {
      slot: this.next.slot + count,
      line: this.next.line + (lines?.count ?? 0),
      byte: this.next.byte + size,
    };
    if (item.kind === 'mark' && item.mark.mark === 'restarted') this.run = this.next.slot;
    this.cost += cost;
    this.smallRun = lines && size < SMALL ? this.smallRun + 1 : 0;
    if (this.smallRun === RUN) this.compact();
    this.evict();
    this.cool();
  }

  /** What stands at a place, or the oldest when that has fallen off; null at the head. */
  read(slot: number): { item: LogItem; at: Place; next: Place } | null {
    if (slot >= this.next.slot) return null;
    const index = this.indexOf((entry) => entry.slot <= slot);
    const entry = this.entries[index];
    if (!entry) return null;
    const following = this.entries[index + 1];
    const next = following ? placeOf(following) : this.next;
    const inside = slot - entry.slot;
    if (inside <= 0 || entry.item.kind === 'mark') return { item: entry.item, at: placeOf(entry), next };
    const lines = entry.item.lines.slice(inside);
    const at = { slot, line: entry.line + inside, byte: next.byte - lines.size };
    return { item: { ...entry.item, lines }, at, next };
  }

  /** The place so many lines before the head, in the present run; null when that much is not kept. */
  back(lines: number): number | null {
    if (lines === 0) return this.next.slot;
    const wanted = this.next.line - lines;
    const entry = this.entries[this.indexOf((item) => item.line <= wanted)];
    if (!entry || entry.line > wanted) return null;
    const slot = entry.slot + wanted - entry.line;
    return slot >= this.runStart ? slot : null;
  }

  /** Where to begin to look for what came at or after a time: a little before it. */
  near(stamp: string): number {
    let index = this.entries.length - 1;
    // From the newest on: that is where viewers join.
    for (; index > 0; index -= 1) {
      const item = this.entries[index]?.item;
      if (item?.kind === 'lines' && item.lines.firstStamp < stamp) break;
    }
    return this.entries[Math.max(0, index - 1)]?.slot ?? this.next.slot;
  }

  /** The place of the first line of the present run that is not older. */
  since(stamp: string): number {
    for (let slot = Math.max(this.runStart, this.near(stamp)); ;) {
      const got = this.read(slot);
      if (!got) return this.next.slot;
      if (got.item.kind === 'lines') {
        const { lines } = got.item;
        for (let at = 0; at < lines.count; at += 1) {
          if (lines.first(at) && lines.stamp(at) >= stamp) return got.at.slot + at;
        }
      }
      slot = got.next.slot;
    }
  }

  /** Keeps less, or more, from now on. */
  resize(limit: number): void {
    this.limit = limit;
    this.evict();
  }

  /** The oldest stamp that is kept, '' when there is none. */
  get oldestStamp(): string {
    for (const { item } of this.entries) if (item.kind === 'lines') return item.lines.firstStamp;
    return '';
  }

  /** The newest stamp, '' when there is none. */
  get newestStamp(): string {
    const item = this.entries.findLast((entry) => entry.item.kind === 'lines')?.item;
    return item?.kind === 'lines' ? item.lines.lastStamp : '';
  }

  /** All that is kept, oldest first. */
  items(): LogItem[] {
    return this.entries.map(({ item }) => item);
  }

  /** The last entry for which this holds; it holds for all that are older. */
  private indexOf(holds: (entry: Entry) => boolean): number {
    let low = 0;
    let high = this.entries.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const entry = this.entries[middle];
      if (entry && holds(entry)) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private compact(): void {
    this.smallRun = 0;
    const run = this.entries.splice(-RUN);
    const [first] = run;
    const batches = run.flatMap(({ item }) => (item.kind === 'lines' ? [item.lines] : []));
    if (!first || first.item.kind !== 'lines') return;
    const cost = run.reduce((sum, entry) => sum + entry.cost, 0) - (run.length - 1) * OVERHEAD;
    this.cost -= (run.length - 1) * OVERHEAD;
    this.entries.push({ ...first, cost, item: { ...first.item, lines: LineBatch.join(batches) } });
    this.warm = Math.min(this.warm, this.entries.length - 1);
  }

  private evict(): void {
    let gone = 0;
    while (gone < this.entries.length - 1) {
      const entry = this.entries[gone];
      if (!entry || this.cost <= this.limit) break;
      this.cost -= entry.cost;
      gone += 1;
    }
    if (gone > 0) {
      this.entries.splice(0, gone);
      this.warm = Math.max(0, this.warm - gone);
    }
  }

  private cool(): void {
    for (;;) {
      const entry = this.entries[this.warm];
      if (!entry || this.next.byte - entry.byte < WARM_BYTES) return;
      if (entry.item.kind === 'lines') entry.item.lines.forget();
      this.warm += 1;
    }
  }
}

function placeOf(entry: Entry): Place {
  return { slot: entry.slot, line: entry.line, byte: entry.byte };
}

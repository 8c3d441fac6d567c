import type { LogEntry } from './entry';
import type { Ranges } from './highlight';
import type { Ring } from './ring';
import { plainText } from './safe-text';

const AT_ONCE = 2000;

/** Which of the shown lines hold what is looked for; looked through piece by piece, each line once. */
export class FindIndex {
  private readonly hits: number[] = [];
  /** Those at the beginning that are no longer shown. */
  private gone = 0;
  private next: number;

  constructor(
    private readonly rows: Ring<LogEntry>,
    private readonly find: (text: string) => Ranges,
  ) {
    this.next = rows.first;
  }

  /** How many lines hold it, as far as was looked. */
  get count(): number {
    return this.hits.length - this.gone;
  }

  /** Looks at some more lines; false when all were seen. */
  step(): boolean {
    const { rows } = this;
    this.next = Math.max(this.next, rows.first);
    const to = Math.min(rows.end, this.next + AT_ONCE);
    for (; this.next < to; this.next += 1) {
      const entry = rows.at(this.next);
      if (entry?.kind === 'line' && this.find(plainText(entry.text)).length > 0) this.hits.push(this.next);
    }
    while (this.gone < this.hits.length && (this.hits[this.gone] ?? 0) < rows.first) this.gone += 1;
    return this.next < rows.end;
  }

  /** The number of a hit, from 1; 0 when the place is none. */
  numberOf(place: number): number {
    const at = this.lower(place);
    return this.hits[at] === place ? at - this.gone + 1 : 0;
  }

  /** The hit after a place, or before it, going around; null when there is none. */
  from(place: number, forward: boolean): number | null {
    if (this.count === 0) return null;
    const at = forward ? this.lower(place + 1) : this.lower(place) - 1;
    const turned = at < this.gone ? this.hits.length - 1 : at >= this.hits.length ? this.gone : at;
    return this.hits[turned] ?? null;
  }

  private lower(place: number): number {
    let low = this.gone;
    let high = this.hits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.hits[middle] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

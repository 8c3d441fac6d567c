import type { LineBatch } from './batch';

const KEPT = 64;
// Of many lines only the last ones can be among the last stamps.
const LOOKED_AT = 4 * KEPT;

/**
 * Remembers the last lines by their stamps, so that a stream that is opened again goes on where the old one broke.
 * The API server takes a time to whole seconds and sends everything since, so what was passed on already is dropped
 * here: stamps can repeat and stdout and stderr can cross by microseconds, so they are counted, not compared.
 */
export class Replay {
  private readonly counts = new Map<string, number>();
  private last = '';
  private repeats: Map<string, number> | null = null;
  private cut = '';
  private matched = false;
  private left = 0;
  private recent: LineBatch[] = [];
  private recentCount = 0;
  /** True when lines between the counted and the recent ones were let go. */
  private forgot = false;

  /** Notes a line that is passed on. */
  passed(stamp: string): void {
    if (stamp === '') return;
    const count = this.counts.get(stamp);
    this.counts.set(stamp, (count ?? 0) + 1);
    this.last = stamp;
    if (count === undefined && this.counts.size > KEPT) {
      const oldest = this.counts.keys().next();
      if (!oldest.done) this.counts.delete(oldest.value);
    }
  }

  /** Notes lines that are passed on. They are looked at only when the stream breaks: most never are. */
  passedAll(lines: LineBatch): void {
    this.recent.push(lines);
    this.recentCount += lines.count;
    for (;;) {
      const [oldest, next] = this.recent;
      if (!oldest || !next || this.recentCount - oldest.count < LOOKED_AT) return;
      // All lines of one stamp are counted, or none.
      if (oldest.lastStamp === next.firstStamp) return;
      this.recent.shift();
      this.recentCount -= oldest.count;
      this.forgot = true;
    }
  }

  private countRecent(): void {
    if (this.forgot) this.counts.clear();
    for (const lines of this.recent) {
      for (let at = 0; at < lines.count; at += 1) if (lines.first(at)) this.passed(lines.stamp(at));
    }
    this.recent = [];
    this.recentCount = 0;
    this.forgot = false;
  }

  /** The newest stamp that was passed on, '' before the first. */
  get newest(): string {
    return this.recent.at(-1)?.lastStamp || this.last;
  }

  /** Begins to drop repeats; the answer is from when on to ask, null when nothing was passed on yet. */
  begin(): string | null {
    this.countRecent();
    const stamps = [...this.counts.keys()];
    if (stamps.length === 0) return null;
    // Lines before the newer half are told by their time alone: their neighbours may have left the memory already.
    this.cut =
      stamps.length >= KEPT
        ? stamps.slice(0, KEPT / 2).reduce((a, b) => (a > b ? a : b))
        : stamps.reduce((a, b) => (a < b ? a : b));
    this.repeats = new Map([...this.counts].filter(([stamp]) => stamp >= this.cut));
    this.left = [...this.repeats.values()].reduce((a, b) => a + b, 0);
    this.matched = false;
    return this.cut;
  }

  /** True while repeats may come. */
  get dropping(): boolean {
    return this.repeats !== null;
  }

  /** True when this line was passed on before the break. The first line that was not ends the repeats. */
  isRepeat(stamp: string): boolean {
    if (!this.repeats || stamp === '') return false;
    if (stamp < this.cut) return true;
    const count = this.repeats.get(stamp) ?? 0;
    if (count > 0) {
      this.repeats.set(stamp, count - 1);
      this.matched = true;
      // The file keeps its order: behind the last known line all is new, whatever its time.
      this.left -= 1;
      if (this.left === 0) this.repeats = null;
      return true;
    }
    this.repeats = null;
    return false;
  }

  /** True when a new line came although no repeat did: what lay between may be lost. */
  get gap(): boolean {
    return this.repeats === null && this.cut !== '' && !this.matched;
  }

  /** Takes note that the gap was told, or that there is none to tell. */
  settle(): void {
    this.cut = '';
  }
}

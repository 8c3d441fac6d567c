import { LineBatch } from './batch';
import { placesWhere, type LineFilter } from './filter';
import { belongsToLineBefore, levelOf, type LogLevel } from './level';

export interface Wanted {
  filter: LineFilter | null;
  /** `none`: lines that say nothing of a level. */
  levels: ReadonlySet<LogLevel | 'none'> | null;
  /** So many lines before and after each hit. */
  context: number;
}

/** Lines to show: hits, or lines around them. */
export interface Picked {
  lines: LineBatch;
  hits: number;
  /** True when lines were left out before these. */
  apart: boolean;
}

/** Picks the wanted lines of one container's log, and the lines around them, batch by batch. */
export class LinePicker {
  private before: LineBatch | null = null;
  /** Places in the whole log: of the next line, behind the last one shown, behind the last one to be shown. */
  private seen = 0;
  private shownTo = 0;
  private afterTo = 0;
  private shownAny = false;
  private lastLevel: LogLevel | null = null;

  constructor(private readonly wanted: Wanted) {}

  /** True while lines around the last hit are still to come. */
  get open(): boolean {
    return this.afterTo > this.seen;
  }

  /** What of this batch is to be shown, no more than `most` hits. */
  pick(lines: LineBatch, most: number): Picked[] {
    const hits = this.hitsOf(lines).slice(0, most);
    return this.wanted.context === 0 ? this.alone(lines, hits) : this.around(lines, hits);
  }

  private hitsOf(lines: LineBatch): number[] {
    const { filter, levels } = this.wanted;
    const found = filter?.(lines);
    if (!levels) return found ?? placesWhere(lines, () => true);
    const inLevel = placesWhere(lines, (at) => levels.has(this.levelAt(lines, at) ?? 'none'));
    if (!found) return inLevel;
    const both = new Set(found);
    return inLevel.filter((at) => both.has(at));
  }

  private levelAt(lines: LineBatch, at: number): LogLevel | null {
    if (!lines.first(at)) return this.lastLevel;
    const text = lines.bytes(at).toString('latin1');
    const level = levelOf(text);
    if (level || !belongsToLineBefore(text)) this.lastLevel = level;
    return this.lastLevel;
  }

  private alone(lines: LineBatch, hits: number[]): Picked[] {
    if (hits.length === 0) return [];
    return [{ lines: lines.pick(hits), hits: hits.length, apart: false }];
  }

  private around(lines: LineBatch, hits: number[]): Picked[] {
    const { context } = this.wanted;
    const known = this.before ? LineBatch.join([this.before, lines]) : lines;
    const base = this.seen - (known.count - lines.count);
    const end = this.seen + lines.count;
    const ranges: { from: number; to: number; hits: number; apart: boolean }[] = [];
    const show = (begin: number, to: number, count: number) => {
      const from = Math.max(begin, this.shownTo, base);
      if (to <= from) return;
      const last = ranges.at(-1);
      const apart = from > this.shownTo && this.shownAny;
      if (last && !apart && last.hits > 0 === count > 0) {
        last.to = to;
        last.hits += count;
      } else {
        ranges.push({ from, to, hits: count, apart });
      }
      this.shownTo = to;
      this.shownAny = true;
    };
    for (const hit of hits) {
      const at = this.seen + hit;
      show(this.shownTo, Math.min(this.afterTo, at), 0);
      show(at - context, at, 0);
      show(at, at + 1, 1);
      this.afterTo = at + 1 + context;
    }
    show(this.shownTo, Math.min(this.afterTo, end), 0);
    this.seen = end;
    this.before = known.slice(Math.max(0, known.count - context));
    return ranges.map(({ from, to, ...rest }) => ({ lines: known.slice(from - base, to - base), ...rest }));
  }
}

import { isRegularHead, STAMP_LENGTH } from './stamp';
import type { LogLine } from './line';

/** Bits of a line that is not an ordinary one. */
const CONTINUED = 1;
const OPEN = 2;
const UNSTAMPED = 4;

const HEAD = STAMP_LENGTH + 1;
const SPACE = 0x20;
const NEWLINE = 0x0a;

/**
 * Lines of one container over shared bytes, never changed: cut, filtered and passed to any number of viewers without
 * a copy or an object for each line. Every line is `stamp SPACE bytes LF` in `wire`, but for those whose flags say
 * that they go on (no LF) or carry no stamp.
 */
export class LineBatch {
  private forms: Map<string, Buffer> | null = null;

  private constructor(
    private readonly shared: Buffer,
    /** Where each line begins, and where the last one ends. */
    private readonly bounds: Uint32Array,
    /** Null when every line is an ordinary one. */
    private readonly flags: Uint8Array | null,
  ) {}

  /** Whole lines, each with a stamp in the normal form; null when one of them is not like that. */
  static regular(wire: Buffer): LineBatch | null {
    let bounds = new Uint32Array((wire.length >> 6) + 2);
    let count = 0;
    let from = 0;
    while (from < wire.length) {
      const end = wire.indexOf(NEWLINE, from);
      if (end < 0 || end - from < HEAD || !isRegularHead(wire, from)) return null;
      if (count + 2 > bounds.length) {
        const wider = new Uint32Array(bounds.length * 2);
        wider.set(bounds);
        bounds = wider;
      }
      from = end + 1;
      count += 1;
      bounds[count] = from;
    }
    return new LineBatch(wire, bounds.slice(0, count + 1), null);
  }

  /** Lines of any kind, copied. */
  static of(lines: readonly LogLine[]): LineBatch {
    const bounds = new Uint32Array(lines.length + 1);
    const flags = new Uint8Array(lines.length);
    let size = 0;
    for (const [at, line] of lines.entries()) {
      flags[at] =
        (line.first ? 0 : CONTINUED) | (line.newline ? 0 : OPEN) | (line.stamp === '' ? UNSTAMPED : 0);
      size += (line.stamp === '' ? 0 : HEAD) + line.bytes.length + (line.newline ? 1 : 0);
      bounds[at + 1] = size;
    }
    const wire = Buffer.allocUnsafe(size);
    for (const [at, line] of lines.entries()) {
      let to = bounds[at] ?? 0;
      if (line.stamp !== '') {
        wire.write(line.stamp, to, 'latin1');
        wire[to + STAMP_LENGTH] = SPACE;
        to += HEAD;
      }
      line.bytes.copy(wire, to);
      if (line.newline) wire[to + line.bytes.length] = NEWLINE;
    }
    return new LineBatch(wire, bounds, flags.some((flag) => flag !== 0) ? flags : null);
  }

  /** Several batches as one, copied: many small ones cost more than their bytes. */
  static join(batches: readonly LineBatch[]): LineBatch {
    const [only] = batches;
    if (batches.length === 1 && only) return only;
    const count = batches.reduce((sum, batch) => sum + batch.count, 0);
    const bounds = new Uint32Array(count + 1);
    const flags = batches.some((batch) => batch.flags) ? new Uint8Array(count) : null;
    const wire = Buffer.concat(batches.map((batch) => batch.wire));
    let line = 0;
    let base = 0;
    for (const batch of batches) {
      if (flags && batch.flags) flags.set(batch.flags, line);
      const shift = base - batch.begin;
      for (let at = 1; at <= batch.count; at += 1) bounds[line + at] = (batch.bounds[at] ?? 0) + shift;
      line += batch.count;
      base += batch.size;
    }
    return new LineBatch(wire, bounds, flags);
  }

  get count(): number {
    return this.bounds.length - 1;
  }

  /** Bytes, stamps included. */
  get size(): number {
    return (this.bounds[this.count] ?? 0) - this.begin;
  }

  /** The lines as the runtime would write them, with their stamps. */
  get wire(): Buffer {
    return this.shared.subarray(this.begin, this.bounds[this.count]);
  }

  /** True when every line is whole and carries its stamp. */
  get ordinary(): boolean {
    return this.flags === null;
  }

  /** RFC 3339 with nine digits, '' when unknown. */
  stamp(at: number): string {
    if (this.flag(at) & UNSTAMPED) return '';
    const from = this.bounds[at] ?? 0;
    return this.shared.toString('latin1', from, from + STAMP_LENGTH);
  }

  get firstStamp(): string {
    return this.stamp(0);
  }

  get lastStamp(): string {
    return this.stamp(this.count - 1);
  }

  first(at: number): boolean {
    return !(this.flag(at) & CONTINUED);
  }

  newline(at: number): boolean {
    return !(this.flag(at) & OPEN);
  }

  /** What the container wrote, without the newline. */
  bytes(at: number): Buffer {
    return this.shared.subarray(this.textStart(at), this.textEnd(at));
  }

  /** One line as an object. */
  line(at: number): LogLine {
    return { stamp: this.stamp(at), bytes: this.bytes(at), first: this.first(at), newline: this.newline(at) };
  }

  *[Symbol.iterator](): Generator<LogLine> {
    for (let at = 0; at < this.count; at += 1) yield this.line(at);
  }

  /** A range of the lines over the same bytes. */
  slice(from: number, to = this.count): LineBatch {
    if (from <= 0 && to >= this.count) return this;
    return new LineBatch(
      this.shared,
      this.bounds.subarray(from, Math.max(from, Math.min(to, this.count)) + 1),
      this.flags?.subarray(from, to) ?? null,
    );
  }

  /** The lines at these places, in order; over the same bytes where they follow each other. */
  pick(places: readonly number[]): LineBatch {
    const [first = 0] = places;
    if ((places.at(-1) ?? -1) - first === places.length - 1) return this.slice(first, first + places.length);
    return LineBatch.of(places.map((at) => this.line(at)));
  }

  /** What the container wrote, newlines included, stamps taken off. */
  plain(): Buffer {
    const out = Buffer.allocUnsafe(this.size);
    let to = 0;
    for (let at = 0; at < this.count; at += 1) {
      to += this.shared.copy(out, to, this.textStart(at), this.bounds[at + 1]);
    }
    return out.subarray(0, to);
  }

  /** A form of these lines, made once for however many viewers. */
  encoded(form: string, make: (batch: LineBatch) => Buffer): Buffer {
    const known = this.forms?.get(form);
    if (known) return known;
    const made = make(this);
    this.forms ??= new Map();
    this.forms.set(form, made);
    return made;
  }

  /** Gives the memory of made forms back; they are made anew when somebody still wants them. */
  forget(): void {
    this.forms = null;
  }

  /** The line that holds a place of `wire`. */
  lineAt(offset: number): number {
    const wanted = offset + this.begin;
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.bounds[middle] ?? 0) <= wanted) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Where in `wire` the text of a line begins, behind its stamp. */
  textAt(at: number): number {
    return this.textStart(at) - this.begin;
  }

  /** Where in `wire` a line ends, its newline included. */
  endOf(at: number): number {
    return (this.bounds[at + 1] ?? 0) - this.begin;
  }

  private get begin(): number {
    return this.bounds[0] ?? 0;
  }

  private flag(at: number): number {
    return this.flags?.[at] ?? 0;
  }

  private textStart(at: number): number {
    return (this.bounds[at] ?? 0) + (this.flag(at) & UNSTAMPED ? 0 : HEAD);
  }

  private textEnd(at: number): number {
    return (this.bounds[at + 1] ?? 0) - (this.flag(at) & OPEN ? 0 : 1);
  }
}

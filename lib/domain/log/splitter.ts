import { LineBatch } from './batch';
import { LONGEST_LINE, type LogLine } from './line';
import { normalStamp } from './stamp';

const NEWLINE = 0x0a;
const SPACE = 0x20;
const MOST_STAMP = 40;

/**
 * Splits a container's log, as the API server sends it with timestamps, into batches of lines. Works on bytes: a chunk
 * may end anywhere, in a character, in a timestamp, in a line of megabytes. Only 0x0A ends a line.
 */
export class LineSplitter {
  private carry: Buffer[] = [];
  private carried = 0;
  private stamp = '';
  private inLine = false;

  /** `longest`: a longer line is passed on in pieces. */
  constructor(private readonly longest = LONGEST_LINE) {}

  /** The lines that this chunk completes; null when there are none. */
  push(chunk: Buffer): LineBatch | null {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    let whole: LineBatch | null = null;
    if (end > 0) {
      // Always a copy: a chunk is a window on a larger slab of the socket, which would stay as long as its lines do.
      const text = Buffer.concat([...this.carry, chunk.subarray(0, end)]);
      this.carry = [];
      this.carried = 0;
      whole = (this.inLine ? null : LineBatch.regular(text)) ?? LineBatch.of(this.linesOf(text));
    }
    if (end < chunk.length) {
      this.carry.push(chunk.subarray(end));
      this.carried += chunk.length - end;
      if (this.carried > this.longest) {
        const piece = LineBatch.of([this.takeCarried()]);
        return whole ? LineBatch.join([whole, piece]) : piece;
      }
    }
    return whole;
  }

  /** True when pieces of a line were passed on whose end has not come yet. */
  get inside(): boolean {
    return this.inLine;
  }

  /** What is left when the stream ended without a newline; null when nothing is. */
  end(): LineBatch | null {
    if (this.carried === 0) return null;
    const torn = this.inLine;
    const line = this.takeCarried();
    this.inLine = torn;
    return LineBatch.of([line]);
  }

  private linesOf(text: Buffer): LogLine[] {
    const lines: LogLine[] = [];
    let from = 0;
    while (from < text.length) {
      const end = text.indexOf(NEWLINE, from);
      lines.push(this.take(text.subarray(from, end), true));
      from = end + 1;
    }
    return lines;
  }

  private takeCarried(): LogLine {
    const bytes = Buffer.concat(this.carry);
    this.carry = [];
    this.carried = 0;
    return this.take(bytes, false);
  }

  private take(text: Buffer, newline: boolean): LogLine {
    let bytes = text;
    const first = !this.inLine;
    if (first) {
      const cut = stampEnd(bytes);
      this.stamp = cut > 0 ? normalStamp(bytes.toString('latin1', 0, cut)) : '';
      if (this.stamp !== '') bytes = bytes.subarray(cut + 1);
    }
    this.inLine = !newline;
    return { stamp: this.stamp, bytes, first, newline };
  }
}

/** Where the timestamp ends: at the first space, or at the end of a line that is nothing else. */
function stampEnd(bytes: Buffer): number {
  if (bytes[4] !== 0x2d || bytes[10] !== 0x54) return -1;
  const most = Math.min(bytes.length, MOST_STAMP);
  for (let at = 20; at < most; at += 1) if (bytes[at] === SPACE) return at;
  return bytes.length <= MOST_STAMP ? bytes.length : -1;
}

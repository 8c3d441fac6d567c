import { LONGEST_LINE, type LogLine } from './line';
import { normalStamp } from './stamp';

const NEWLINE = 0x0a;
const SPACE = 0x20;
const MOST_STAMP = 40;

/**
 * Splits a container's log, as the API server sends it with timestamps, into lines. Works on bytes: a chunk may end
 * anywhere, in a character, in a timestamp, in a line of megabytes. Only 0x0A ends a line.
 */
export class LineSplitter {
  private carry: Buffer[] = [];
  private carried = 0;
  private stamp = '';
  private inLine = false;

  /** `longest`: a longer line is passed on in pieces. */
  constructor(private readonly longest = LONGEST_LINE) {}

  /** The lines that this chunk completes. */
  push(chunk: Buffer): LogLine[] {
    const lines: LogLine[] = [];
    let from = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, from);
      if (end < 0) break;
      this.take(lines, chunk.subarray(from, end), true);
      from = end + 1;
    }
    const rest = chunk.subarray(from);
    if (rest.length > 0) {
      this.carry.push(rest);
      this.carried += rest.length;
      if (this.carried > this.longest) this.take(lines, Buffer.alloc(0), false);
    }
    return lines;
  }

  /** True when pieces of a line were passed on whose end has not come yet. */
  get inside(): boolean {
    return this.inLine;
  }

  /** What is left when the stream ended without a newline. */
  end(): LogLine[] {
    const lines: LogLine[] = [];
    if (this.carried > 0) {
      const torn = this.inLine;
      this.take(lines, Buffer.alloc(0), false);
      this.inLine = torn;
    }
    return lines;
  }

  private take(lines: LogLine[], tail: Buffer, newline: boolean): void {
    let bytes = tail;
    if (this.carried > 0) {
      bytes = tail.length > 0 ? Buffer.concat([...this.carry, tail]) : Buffer.concat(this.carry);
      this.carry = [];
      this.carried = 0;
    }
    const first = !this.inLine;
    if (first) {
      const cut = stampEnd(bytes);
      this.stamp = cut > 0 ? normalStamp(bytes.toString('latin1', 0, cut)) : '';
      if (this.stamp !== '') bytes = bytes.subarray(cut + 1);
    }
    this.inLine = !newline;
    lines.push({ stamp: this.stamp, bytes, first, newline });
  }
}

/** Where the timestamp ends: at the first space, or at the end of a line that is nothing else. */
function stampEnd(bytes: Buffer): number {
  if (bytes[4] !== 0x2d || bytes[10] !== 0x54) return -1;
  const most = Math.min(bytes.length, MOST_STAMP);
  for (let at = 20; at < most; at += 1) if (bytes[at] === SPACE) return at;
  return bytes.length <= MOST_STAMP ? bytes.length : -1;
}

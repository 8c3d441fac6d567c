import { isUtf8 } from 'node:buffer';
import { levelOf, type LineBatch, type LogItem, type LogLine } from '@/lib/domain/log';

interface PlainOptions {
  prefix: boolean;
  timestamps: boolean;
}

/** Makes the bytes of one item after the other. */
export interface Encoder {
  pieces: (item: LogItem) => Uint8Array[];
}

/** What an encoder makes of items; `written` is called for each when its bytes were taken and more is wanted. */
export async function* encode(
  items: AsyncIterable<LogItem>,
  encoder: Encoder,
  written?: (item: LogItem) => void,
): AsyncGenerator<Uint8Array> {
  for await (const item of items) {
    for (const piece of encoder.pieces(item)) yield piece;
    written?.(item);
  }
}

/** Items as plain text: the bytes as they were written; marks are told only where prefixes are. */
export class PlainEncoder implements Encoder {
  /** A line without its newline (an overlong one) must not run into the line of another container. */
  private openIn: string | null = null;
  private readonly form: string;

  constructor(private readonly options: PlainOptions) {
    this.form = `plain ${options.prefix} ${options.timestamps}`;
  }

  pieces(item: LogItem): Uint8Array[] {
    const pieces: Uint8Array[] = [];
    if (item.kind === 'mark') {
      // Plain text has no other way to say that it is not complete than to break off.
      if (item.mark.mark === 'end' && BROKEN.has(item.mark.reason))
        throw new Error(`log ended: ${item.mark.reason}`);
      // What was kept from this reader is always said: nothing else would tell that lines are missing.
      if (!this.options.prefix && item.mark.mark !== 'skipped') return pieces;
      if (this.openIn !== null) pieces.push(NEWLINE);
      this.openIn = null;
      pieces.push(Buffer.from(`[berth] ${markText(item.mark)}\n`));
      return pieces;
    }
    const from = `${item.pod}/${item.container}`;
    if (this.openIn !== null && this.openIn !== from) pieces.push(NEWLINE);
    const { lines } = item;
    // As grep shows that lines were left out.
    if (item.apart) pieces.push(APART);
    this.openIn = lines.newline(lines.count - 1) ? null : from;
    pieces.push(lines.encoded(this.form, (batch) => plainOf(batch, from, this.options)));
    return pieces;
  }
}

function plainOf(lines: LineBatch, from: string, { prefix, timestamps }: PlainOptions): Buffer {
  if (!prefix && !timestamps) return lines.plain();
  if (!prefix && lines.ordinary) return lines.wire;
  const head = prefix ? Buffer.from(`[${from}] `) : NOTHING;
  const parts: Buffer[] = [];
  for (const line of lines) {
    if (line.first) parts.push(head);
    if (line.first && timestamps) parts.push(Buffer.from(`${line.stamp} `));
    parts.push(line.bytes);
    if (line.newline) parts.push(NEWLINE);
  }
  return Buffer.concat(parts);
}

const BROKEN = new Set(['error', 'forbidden', 'signed-out']);
const NEWLINE = Buffer.from('\n');
const NOTHING = Buffer.alloc(0);
const APART = Buffer.from('--\n');

/** Items as NDJSON (contract: logRecordSchema). */
export const jsonEncoder: Encoder = {
  pieces: (item) => {
    if (item.kind === 'mark') return [Buffer.from(`${JSON.stringify(item.mark)}\n`)];
    const { pod, container, around = false, apart = false } = item;
    return [
      item.lines.encoded(`ndjson ${around} ${apart}`, (lines) =>
        jsonOf(lines, { pod, container, around, apart }),
      ),
    ];
  },
};

interface JsonPlace {
  pod: string;
  container: string;
  around: boolean;
  apart: boolean;
}

function jsonOf(lines: LineBatch, { pod, container, around, apart }: JsonPlace): Buffer {
  const where = `","pod":${JSON.stringify(pod)},"container":${JSON.stringify(container)},`;
  const context = around ? ',"context":true' : '';
  let begin = apart ? ',"apart":true' : '';
  let text = '';
  for (const line of lines) {
    text += `{"ts":"${line.stamp}${where}${body(line)}${context}${begin}}\n`;
    begin = '';
  }
  return Buffer.from(text);
}

function body(line: LogLine): string {
  const partial = line.newline ? '' : ',"partial":true';
  if (!isUtf8(line.bytes)) return `"lineBase64":"${line.bytes.toString('base64')}"${partial}`;
  const text = line.bytes.toString('utf8');
  const level = line.first ? levelOf(text) : null;
  return `"line":${JSON.stringify(text)}${level ? `,"level":"${level}"` : ''}${partial}`;
}

function markText(mark: Extract<LogItem, { kind: 'mark' }>['mark']): string {
  if (mark.mark === 'skipped') {
    return `${mark.lines} lines of ${mark.pod}/${mark.container} skipped: the reader was too slow, at ${mark.at}`;
  }
  const where = 'pod' in mark ? ` ${mark.pod}/${mark.container}` : '';
  const why = 'reason' in mark && mark.reason ? ` (${mark.reason})` : '';
  return `${mark.mark}${where}${why} at ${mark.at}`;
}

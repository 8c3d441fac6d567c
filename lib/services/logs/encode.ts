import { isUtf8 } from 'node:buffer';
import { levelOf, type LineBatch, type LogItem, type LogLine } from '@/lib/domain/log';

interface PlainOptions {
  prefix: boolean;
  timestamps: boolean;
}

/** Items as plain text: the bytes as they were written; marks are told only where prefixes are. */
export async function* encodePlain(
  items: AsyncIterable<LogItem>,
  options: PlainOptions,
): AsyncGenerator<Uint8Array> {
  // A line without its newline (an overlong one) must not run into the line of another container.
  let openIn: string | null = null;
  const form = `plain ${options.prefix} ${options.timestamps}`;
  for await (const item of items) {
    if (item.kind === 'mark') {
      // Plain text has no other way to say that it is not complete than to break off.
      if (item.mark.mark === 'end' && BROKEN.has(item.mark.reason))
        throw new Error(`log ended: ${item.mark.reason}`);
      // What was kept from this reader is always said: nothing else would tell that lines are missing.
      if (options.prefix || item.mark.mark === 'skipped') {
        if (openIn !== null) yield NEWLINE;
        openIn = null;
        yield Buffer.from(`[berth] ${markText(item.mark)}\n`);
      }
      continue;
    }
    const from = `${item.pod}/${item.container}`;
    if (openIn !== null && openIn !== from) yield NEWLINE;
    const { lines } = item;
    // As grep shows that lines were left out.
    if (item.apart) yield APART;
    openIn = lines.newline(lines.count - 1) ? null : from;
    yield lines.encoded(form, (batch) => plainOf(batch, from, options));
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
export async function* encodeJson(items: AsyncIterable<LogItem>): AsyncGenerator<Uint8Array> {
  for await (const item of items) {
    if (item.kind === 'mark') {
      yield Buffer.from(`${JSON.stringify(item.mark)}\n`);
      continue;
    }
    const { pod, container, around = false, apart = false } = item;
    yield item.lines.encoded(`ndjson ${around} ${apart}`, (lines) =>
      jsonOf(lines, { pod, container, around, apart }),
    );
  }
}

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

import { isUtf8 } from 'node:buffer';
import type { LogItem, LogLine } from '@/lib/domain/log';

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
  for await (const item of items) {
    if (item.kind === 'mark') {
      // Plain text has no other way to say that it is not complete than to break off.
      if (item.mark.mark === 'end' && BROKEN.has(item.mark.reason))
        throw new Error(`log ended: ${item.mark.reason}`);
      if (options.prefix) yield Buffer.from(`[berth] ${markText(item.mark)}\n`);
      continue;
    }
    const from = `${item.pod}/${item.container}`;
    const parts: Buffer[] = [];
    if (openIn !== null && openIn !== from) parts.push(NEWLINE);
    for (const line of item.lines) {
      if (line.first && options.prefix) parts.push(Buffer.from(`[${from}] `));
      if (line.first && options.timestamps) parts.push(Buffer.from(`${line.stamp} `));
      parts.push(line.bytes);
      if (line.newline) parts.push(NEWLINE);
    }
    openIn = item.lines.at(-1)?.newline === false ? from : null;
    yield Buffer.concat(parts);
  }
}

const BROKEN = new Set(['error', 'forbidden', 'signed-out']);
const NEWLINE = Buffer.from('\n');

/** Items as NDJSON (contract: logRecordSchema). */
export async function* encodeJson(items: AsyncIterable<LogItem>): AsyncGenerator<Uint8Array> {
  for await (const item of items) {
    if (item.kind === 'mark') {
      yield Buffer.from(`${JSON.stringify(item.mark)}\n`);
      continue;
    }
    const where = `","pod":${JSON.stringify(item.pod)},"container":${JSON.stringify(item.container)},`;
    yield Buffer.from(item.lines.map((line) => `{"ts":"${line.stamp}${where}${body(line)}}\n`).join(''));
  }
}

function body(line: LogLine): string {
  const partial = line.newline ? '' : ',"partial":true';
  return isUtf8(line.bytes)
    ? `"line":${JSON.stringify(line.bytes.toString('utf8'))}${partial}`
    : `"lineBase64":"${line.bytes.toString('base64')}"${partial}`;
}

function markText(mark: Extract<LogItem, { kind: 'mark' }>['mark']): string {
  const where = 'pod' in mark ? ` ${mark.pod}/${mark.container}` : '';
  const why = 'reason' in mark && mark.reason ? ` (${mark.reason})` : '';
  return `${mark.mark}${where}${why} at ${mark.at}`;
}

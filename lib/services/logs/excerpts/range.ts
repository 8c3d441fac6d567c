import type { LineBatch, LogItem } from '@/lib/domain/log';
import { placesWhere } from '@/lib/domain/log';
import { jsonEncoder } from '../encode';

/** Stamps, both belonging to it. */
export interface StampRange {
  from: string;
  to: string;
}

const MOST_LINES = 10_000;
const MOST_BYTES = 4 * 1024 * 1024;

/** The lines of one container that lie in a range of time; ends behind it. */
export async function* withinRange(
  items: AsyncIterable<LogItem> | Iterable<LogItem>,
  range: StampRange,
): AsyncGenerator<LogItem> {
  for await (const item of items) {
    if (item.kind === 'mark') continue;
    const lines = inRange(item.lines, range);
    if (lines.count > 0) yield { ...item, lines };
    // Lines of stdout and stderr cross by microseconds: only a whole batch behind the range ends it.
    if (item.lines.firstStamp > range.to) return;
  }
}

function inRange(lines: LineBatch, { from, to }: StampRange): LineBatch {
  return lines.pick(
    placesWhere(lines, (at) => {
      const stamp = lines.stamp(at);
      return stamp >= from && stamp <= to;
    }),
  );
}

/** The first lines as NDJSON, no more than is kept of a range. */
export async function recordsOf(
  items: AsyncIterable<LogItem>,
): Promise<{ records: Buffer; lines: number; cut: boolean }> {
  const kept: LogItem[] = [];
  let lines = 0;
  let bytes = 0;
  let cut = false;
  for await (const item of items) {
    if (item.kind === 'mark') continue;
    let count = 0;
    while (count < item.lines.count && lines + count < MOST_LINES && bytes < MOST_BYTES) {
      bytes += item.lines.bytes(count).length;
      count += 1;
    }
    if (count > 0) kept.push({ ...item, lines: item.lines.slice(0, count) });
    lines += count;
    if (count < item.lines.count) {
      cut = true;
      break;
    }
  }
  const chunks = kept.flatMap((item) => jsonEncoder.pieces(item));
  return { records: Buffer.concat(chunks), lines, cut };
}

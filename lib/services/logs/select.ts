import type { LineBatch, LineFilter, LogItem } from '@/lib/domain/log';

/** Leaves out lines that the filter refuses, and ends after `limit` lines. */
export async function* selectLines(
  items: AsyncIterable<LogItem>,
  filter: LineFilter | null,
  limit: number | undefined,
): AsyncGenerator<LogItem> {
  let left = limit ?? Number.POSITIVE_INFINITY;
  for await (const item of items) {
    if (item.kind === 'mark') {
      yield item;
      continue;
    }
    const wanted = filter ? matching(item.lines, filter) : item.lines;
    const lines = wanted.slice(0, Math.min(left, wanted.count));
    if (lines.count > 0) yield lines === item.lines ? item : { ...item, lines };
    left -= lines.count;
    if (left <= 0) return;
  }
}

function matching(lines: LineBatch, filter: LineFilter): LineBatch {
  const places: number[] = [];
  for (let at = 0; at < lines.count; at += 1) if (filter(lines.bytes(at))) places.push(at);
  return lines.pick(places);
}

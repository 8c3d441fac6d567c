import type { LineFilter, LogItem } from '@/lib/domain/log';

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
    const wanted = filter ? item.lines.filter((line) => filter(line.bytes)) : item.lines;
    const lines = wanted.length > left ? wanted.slice(0, left) : wanted;
    if (lines.length > 0) yield lines === item.lines ? item : { ...item, lines };
    left -= lines.length;
    if (left <= 0) return;
  }
}

import { LinePicker, type LogItem, type Wanted } from '@/lib/domain/log';

interface Selection extends Wanted {
  /** End after so many hits. */
  limit: number | undefined;
  /** Look on, when the limit is reached, for one hit more; pointless in a log that is followed. */
  lookOn: boolean;
  /** Waits until the filter may run again. */
  rest?: () => Promise<void> | undefined;
}

/** What became of a search; set when its items have ended. */
export interface Outcome {
  limited: boolean;
  more: boolean | null;
}

/** Leaves out lines that are not wanted, and ends after `limit` hits. */
export function selectLines(
  items: AsyncGenerator<LogItem>,
  selection: Selection,
  outcome: Outcome,
): AsyncGenerator<LogItem> {
  const { filter, levels, limit } = selection;
  // Every generator on the way costs every reader something for every round.
  return filter || levels || limit !== undefined ? search(items, selection, outcome) : items;
}

async function* search(
  items: AsyncIterable<LogItem>,
  selection: Selection,
  outcome: Outcome,
): AsyncGenerator<LogItem> {
  const { limit, lookOn } = selection;
  const pickers = new Map<string, LinePicker>();
  let left = limit ?? Number.POSITIVE_INFINITY;
  for await (const item of items) {
    if (item.kind === 'mark') {
      if (left > 0) yield item;
      continue;
    }
    const key = `${item.pod}/${item.container}`;
    const picker = pickers.get(key) ?? new LinePicker(selection);
    pickers.set(key, picker);
    await selection.rest?.();
    // One more than wanted tells whether there is more.
    const picked = picker.pick(item.lines, left + 1);
    for (const { lines, hits, apart } of picked) {
      if (hits > left) outcome.more = true;
      const shown = hits > left ? lines.slice(0, left) : lines;
      if (shown.count > 0 && (hits > 0 ? left > 0 : outcome.more !== true)) {
        yield hits > 0 ? { ...item, lines: shown, apart } : { ...item, lines: shown, apart, around: true };
      }
      left = Math.max(0, left - hits);
      if (outcome.more) break;
    }
    if (left > 0) continue;
    outcome.limited = true;
    if (outcome.more || (!lookOn && ![...pickers.values()].some((one) => one.open))) return;
  }
  if (outcome.limited && lookOn) outcome.more ??= false;
}

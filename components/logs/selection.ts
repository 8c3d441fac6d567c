import type { LogEntry } from './entry';
import type { Ring } from './ring';
import { writtenText } from './safe-text';

/** A place in the text of a line: behind so many characters; Infinity is its end. */
export interface Point {
  id: number;
  at: number;
}

/** What is selected, from where it was begun to where it was drawn. */
export interface Selection {
  anchor: Point;
  focus: Point;
}

/** Begin and end in the order of the lines. */
function orderedOf({ anchor, focus }: Selection): [Point, Point] {
  const forward = anchor.id < focus.id || (anchor.id === focus.id && anchor.at <= focus.at);
  return forward ? [anchor, focus] : [focus, anchor];
}

/** Which characters of a line are selected; null when none is. */
export function rangeIn(selection: Selection | null, id: number): { from: number; to: number } | null {
  if (!selection) return null;
  const [begin, end] = orderedOf(selection);
  if (id < begin.id || id > end.id || isEmpty(selection)) return null;
  const from = id === begin.id ? begin.at : 0;
  return { from, to: id === end.id ? end.at : Infinity };
}

/** True when it holds no character. */
export function isEmpty({ anchor, focus }: Selection): boolean {
  return anchor.id === focus.id && anchor.at === focus.at;
}

/** The place of an entry, or of the first one after it. */
export function placeOf(rows: Ring<LogEntry>, id: number): number {
  let low = rows.first;
  let high = rows.end;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((rows.at(middle)?.id ?? 0) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What is selected as text: the lines as they were written, whether they are drawn or not; marks are no lines. */
export function selectedText(rows: Ring<LogEntry>, selection: Selection): string {
  const lines: string[] = [];
  const [begin, end] = orderedOf(selection);
  for (let place = placeOf(rows, begin.id); place < rows.end; place += 1) {
    const entry = rows.at(place);
    if (!entry || entry.id > end.id) break;
    const range = rangeIn(selection, entry.id);
    if (entry.kind === 'line' && range) lines.push(writtenText(entry.text).slice(range.from, range.to));
  }
  return lines.join('\n');
}

/** Times and pods of the selected lines; null when no line is among them. */
export function selectedRange(
  rows: Ring<LogEntry>,
  selection: Selection,
): { from: string; to: string; pods: string[]; lines: number } | null {
  const [begin, end] = orderedOf(selection);
  const pods = new Set<string>();
  let from = '';
  let to = '';
  let lines = 0;
  for (let place = placeOf(rows, begin.id); place < rows.end; place += 1) {
    const entry = rows.at(place);
    if (!entry || entry.id > end.id) break;
    if (entry.kind === 'mark' || entry.ts === '') continue;
    if (from === '' || entry.ts < from) from = entry.ts;
    if (entry.ts > to) to = entry.ts;
    pods.add(entry.pod);
    lines += 1;
  }
  return lines === 0 ? null : { from, to, pods: [...pods], lines };
}

/** The word around a place of a text. */
export function wordAt(text: string, at: number): [number, number] {
  const isWord = (char: string | undefined) => char !== undefined && /[\p{L}\p{N}_.-]/u.test(char);
  let from = Math.min(at, text.length);
  let to = from;
  while (from > 0 && isWord(text[from - 1])) from -= 1;
  while (to < text.length && isWord(text[to])) to += 1;
  return [from, to];
}

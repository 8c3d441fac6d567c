/** What a page shows of a list: the rows of one page of it, and how many there are in all. */
export interface LiveList<Row = unknown> {
  rows: readonly Row[];
  total: number;
}

export type KeyOf<Row> = (row: Row) => string;

/** What has become of the rows that a page shows. Whatever is missing is as before. */
export interface ListDelta<Row = unknown> {
  /** Rows that changed and stay where they are. */
  set?: Row[];
  /** Keys of rows that are no longer shown. */
  gone?: string[];
  /** Rows that came or moved, each with its place in the new page, in rising order. */
  put?: [number, Row][];
  total?: number;
}

/** What leads from one page to the next; null when nothing differs. */
export function listDelta<Row>(
  before: LiveList<Row>,
  after: LiveList<Row>,
  keyOf: KeyOf<Row>,
): ListDelta<Row> | null {
  const old = new Map(before.rows.map((row, place) => [keyOf(row), { row, place }]));
  const kept = new Set(after.rows.map(keyOf));
  const gone = [...old.keys()].filter((key) => !kept.has(key));
  const staying = inOrder(after.rows.map((row) => old.get(keyOf(row))?.place ?? -1));
  const set: Row[] = [];
  const put: [number, Row][] = [];
  after.rows.forEach((row, place) => {
    const known = old.get(keyOf(row));
    if (!known || !staying.has(place)) put.push([place, row]);
    else if (!isSame(known.row, row)) set.push(row);
  });
  const delta: ListDelta<Row> = {
    ...(set.length > 0 ? { set } : {}),
    ...(gone.length > 0 ? { gone } : {}),
    ...(put.length > 0 ? { put } : {}),
    ...(before.total === after.total ? {} : { total: after.total }),
  };
  return Object.keys(delta).length > 0 ? delta : null;
}

/** The page after a delta. Rows that did not change stay the same objects. */
export function applyListDelta<Row>(
  before: LiveList<Row>,
  delta: ListDelta<Row>,
  keyOf: KeyOf<Row>,
): LiveList<Row> {
  const set = new Map(delta.set?.map((row) => [keyOf(row), row]));
  const away = new Set([...(delta.gone ?? []), ...(delta.put ?? []).map(([, row]) => keyOf(row))]);
  const rows = before.rows.flatMap((row) => {
    const key = keyOf(row);
    return away.has(key) ? [] : [set.get(key) ?? row];
  });
  for (const [place, row] of delta.put ?? []) rows.splice(place, 0, row);
  return { rows, total: delta.total ?? before.total };
}

/** The places whose values rise, as many as possible: those rows need not be moved. -1 is no value. */
function inOrder(values: readonly number[]): Set<number> {
  // The longest rising subsequence by patience: `tops` holds the place of the smallest end for each length.
  const tops: number[] = [];
  const previous = new Map<number, number | undefined>();
  values.forEach((value, place) => {
    if (value < 0) return;
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tops[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous.set(place, tops[low - 1]);
    tops[low] = place;
  });
  const result = new Set<number>();
  for (let place = tops.at(-1); place !== undefined; place = previous.get(place)) result.add(place);
  return result;
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** How rows of a table stand in order: negative when `a` comes first; never 0 for two rows of different keys. */
export type Compare<Row> = (a: Row, b: Row) => number;

/** One page of what fits: where it begins among all that fit, how many it may hold. */
export interface Slice {
  offset: number;
  limit: number;
}

interface Order<Row> {
  rows: Row[];
  /** What has changed since, by key: the row that stands in `rows`, or none. */
  changed: Map<string, Row | undefined>;
}

/**
 * Many rows that change a little at a time, and pages of them in any order. Each order is kept once for all who read
 * it, and is mended where rows changed rather than made again.
 */
export class RowTable<Row extends object> {
  private readonly rows = new Map<string, Row>();
  private readonly orders = new Map<Compare<Row>, Order<Row>>();

  get size(): number {
    return this.rows.size;
  }

  values(): Iterable<Row> {
    return this.rows.values();
  }

  get(key: string): Row | undefined {
    return this.rows.get(key);
  }

  set(key: string, row: Row): void {
    const before = this.rows.get(key);
    if (before === row) return;
    this.rows.set(key, row);
    this.note(key, before);
  }

  delete(key: string): void {
    const before = this.rows.get(key);
    if (this.rows.delete(key)) this.note(key, before);
  }

  /** All rows in an order, which must be one of few functions that stay the same. */
  ordered(compare: Compare<Row>): readonly Row[] {
    const known = this.orders.get(compare);
    if (known?.changed.size === 0) return known.rows;
    const rows = known ? this.mended(known, compare) : [...this.rows.values()].sort(compare);
    this.orders.set(compare, { rows, changed: new Map() });
    return rows;
  }

  private note(key: string, before: Row | undefined): void {
    for (const [compare, { changed }] of this.orders) {
      if (!changed.has(key)) changed.set(key, before);
      // An order that nobody reads any more is not worth its memory; nor is mending so much.
      if (changed.size > 1000 + this.rows.size / 4) this.orders.delete(compare);
    }
  }

  private mended({ rows, changed }: Order<Row>, compare: Compare<Row>): Row[] {
    const away = new Set(changed.values());
    const staying = rows.filter((row) => !away.has(row));
    const coming = [...changed.keys()].flatMap((key) => this.rows.get(key) ?? []).sort(compare);
    const result: Row[] = [];
    let from = 0;
    for (const row of coming) {
      const to = placeOf(staying, row, compare, from);
      for (let place = from; place < to; place += 1) result.push(staying[place] as Row);
      result.push(row);
      from = to;
    }
    for (let place = from; place < staying.length; place += 1) result.push(staying[place] as Row);
    return result;
  }
}

/** Where a row belongs among ordered rows, at `from` or after it. */
function placeOf<Row>(rows: readonly Row[], row: Row, compare: Compare<Row>, from: number): number {
  let low = from;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(rows[middle] as Row, row) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A page of the rows that fit, and how many fit in all. */
export function pageOfRows<Row>(
  ordered: readonly Row[],
  fits: (row: Row) => boolean,
  { offset, limit }: Slice,
): { rows: Row[]; total: number } {
  const rows: Row[] = [];
  let total = 0;
  for (const row of ordered) {
    if (!fits(row)) continue;
    if (total >= offset && rows.length < limit) rows.push(row);
    total += 1;
  }
  return { rows, total };
}

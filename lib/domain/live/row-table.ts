/** How rows of a table stand in order: negative when `a` comes first. */
export type Compare<Row> = (a: Row, b: Row) => number;

/** One page of what fits: where it begins among all that fit, how many it may hold. */
export interface Slice {
  offset: number;
  limit: number;
}

interface Order<Row> {
  rows: Row[];
  /** Of which state of the table. */
  of: number;
}

/**
 * Many rows that change a little at a time, and pages of them in any order. Each order is kept once for all who read
 * it, and is mended rather than made again: sorting what is almost sorted is one pass.
 */
export class RowTable<Row extends object> {
  private readonly rows = new Map<string, Row>();
  private readonly orders = new Map<Compare<Row>, Order<Row>>();
  private state = 0;

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
    if (this.rows.get(key) === row) return;
    this.rows.set(key, row);
    this.state += 1;
  }

  delete(key: string): void {
    if (this.rows.delete(key)) this.state += 1;
  }

  /** All rows in an order, which must be one of few functions that stay the same. */
  ordered(compare: Compare<Row>, keyOf: (row: Row) => string): readonly Row[] {
    const known = this.orders.get(compare);
    if (known?.of === this.state) return known.rows;
    const seen = new Set<string>();
    const rows: Row[] = [];
    for (const old of known?.rows ?? []) {
      const key = keyOf(old);
      const now = this.rows.get(key);
      seen.add(key);
      if (now) rows.push(now);
    }
    for (const [key, row] of this.rows) if (!seen.has(key)) rows.push(row);
    rows.sort(compare);
    this.orders.set(compare, { rows, of: this.state });
    return rows;
  }
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

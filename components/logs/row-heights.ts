interface Block {
  /** Of the rows that are there. */
  sum: number;
  /** Null while every row has the usual height. */
  heights: Float64Array | null;
}

const ROWS = 256;

/** Where each row of a long list stands, when only those that were drawn are measured. */
export class RowHeights {
  private readonly blocks = new Map<number, Block>();
  private first: number;
  private end: number;
  private whole = 0;

  constructor(
    private readonly usual: number,
    place = 0,
  ) {
    this.first = place;
    this.end = place;
  }

  /** Height of all rows together. */
  get total(): number {
    return this.whole;
  }

  /** Rows come at the end, and go at the beginning, until these are the first and the end. */
  fit(first: number, end: number): void {
    for (; this.end < end; this.end += 1) {
      this.blockOf(this.end).sum += this.usual;
      this.whole += this.usual;
    }
    for (; this.first < first; this.first += 1) {
      const height = this.heightOf(this.first);
      this.blockOf(this.first).sum -= height;
      this.whole -= height;
      if ((this.first + 1) % ROWS === 0) this.blocks.delete(Math.floor(this.first / ROWS));
    }
  }

  /** Notes what was measured; true when that is news. */
  measured(place: number, height: number): boolean {
    if (place < this.first || place >= this.end) return false;
    const known = this.heightOf(place);
    if (Math.abs(known - height) < 0.5) return false;
    const block = this.blockOf(place);
    block.heights ??= new Float64Array(ROWS).fill(this.usual);
    block.heights[place % ROWS] = height;
    block.sum += height - known;
    this.whole += height - known;
    return true;
  }

  /** How far below the first row a row begins. */
  topOf(place: number): number {
    const wanted = Math.min(Math.max(place, this.first), this.end);
    let top = 0;
    let at = this.first;
    while (at < wanted) {
      const next = (Math.floor(at / ROWS) + 1) * ROWS;
      if (next <= wanted) {
        top += this.blockOf(at).sum;
        at = next;
      } else {
        for (; at < wanted; at += 1) top += this.heightOf(at);
      }
    }
    return top;
  }

  /** The row that holds a height. */
  placeAt(top: number): number {
    let rest = top;
    let at = this.first;
    while (at < this.end) {
      const { sum } = this.blockOf(at);
      if (rest < sum) break;
      rest -= sum;
      at = (Math.floor(at / ROWS) + 1) * ROWS;
    }
    for (; at < this.end - 1; at += 1) {
      const height = this.heightOf(at);
      if (rest < height) return at;
      rest -= height;
    }
    return Math.max(this.first, this.end - 1);
  }

  private heightOf(place: number): number {
    return this.blocks.get(Math.floor(place / ROWS))?.heights?.[place % ROWS] ?? this.usual;
  }

  private blockOf(place: number): Block {
    const key = Math.floor(place / ROWS);
    let block = this.blocks.get(key);
    if (!block) this.blocks.set(key, (block = { sum: 0, heights: null }));
    return block;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;

/**
 * Takes the bytes of a Kubernetes list apart as they come: its items, each to be parsed alone, and what is around them.
 * One JSON.parse over a page of 500 pods would hold the event loop for as long as all other work waits.
 */
export class ListSplitter {
  private depth = 0;
  private inString = false;
  private escaped = false;
  /** The last string directly in the list: before an array it is the array's name. */
  private word = '';
  private inItems = false;
  private item: Buffer[] = [];
  private readonly around: Buffer[] = [];

  /** The items that end in this chunk. */
  push(chunk: Buffer): Buffer[] {
    const items: Buffer[] = [];
    let start = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (this.inString) {
        this.inside(byte);
      } else if (byte === QUOTE) {
        this.inString = true;
        if (this.depth === 1) this.word = '';
      } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
        // Between items there are commas only.
        if (this.inItems && this.depth === 2) start = at;
        this.depth += 1;
        if (this.depth === 2 && byte === OPEN_ARRAY && this.word === 'items') {
          this.inItems = true;
          this.around.push(chunk.subarray(start, at + 1));
        }
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
        this.depth -= 1;
        if (this.inItems && this.depth === 2) {
          items.push(Buffer.concat([...this.item, chunk.subarray(start, at + 1)]));
          this.item = [];
        } else if (this.inItems && this.depth === 1) {
          this.inItems = false;
          start = at;
        }
      }
    }
    if (!this.inItems) this.around.push(chunk.subarray(start));
    else if (this.depth > 2) this.item.push(chunk.subarray(start));
    return items;
  }

  /** The list without its items, once all of it has come. */
  rest(): Buffer {
    return Buffer.concat(this.around);
  }

  private inside(byte: number | undefined): void {
    if (this.escaped) this.escaped = false;
    else if (byte === BACKSLASH) this.escaped = true;
    else if (byte === QUOTE) this.inString = false;
    else if (this.depth === 1) this.word += String.fromCharCode(byte ?? 0);
  }
}

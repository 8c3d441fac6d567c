const FIRST = 16 * 1024;
const NEWLINE = 0x0a;
/** How far the beginning of a line is looked for when the beginning of the output is gone. */
const LONGEST_LINE = 4096;

/** The last bytes of a shell's output, each known by its place in the whole; what is older is forgotten. */
export class OutputRing {
  private store: Uint8Array<ArrayBuffer>;
  private total = 0;

  constructor(readonly capacity: number) {
    this.store = new Uint8Array(Math.min(FIRST, capacity));
  }

  /** How many bytes were ever written: the place of the next one. */
  get end(): number {
    return this.total;
  }

  /** The place of the oldest byte that is kept. */
  get start(): number {
    return Math.max(0, this.total - this.capacity);
  }

  push(bytes: Uint8Array): void {
    this.grow(bytes.length);
    const kept = bytes.subarray(Math.max(0, bytes.length - this.capacity));
    const at = (this.total + bytes.length - kept.length) % this.store.length;
    const first = Math.min(kept.length, this.store.length - at);
    this.store.set(kept.subarray(0, first), at);
    this.store.set(kept.subarray(first), 0);
    this.total += bytes.length;
  }

  /** Up to `most` bytes from a place on, copied; the place has to be kept still. */
  read(from: number, most: number): Uint8Array<ArrayBuffer> {
    const length = Math.max(0, Math.min(most, this.total - from));
    const out = new Uint8Array(length);
    const at = from % this.store.length;
    const first = Math.min(length, this.store.length - at);
    out.set(this.store.subarray(at, at + first));
    out.set(this.store.subarray(0, length - first), first);
    return out;
  }

  /** Where somebody goes on who has seen so much: there, or at the first whole line that is kept. */
  resumeAt(seen: number): number {
    if (seen >= this.total) return this.total;
    if (seen >= this.start) return seen;
    const line = this.read(this.start, LONGEST_LINE).indexOf(NEWLINE);
    return this.start + line + 1;
  }

  private grow(more: number): void {
    let size = this.store.length;
    while (size < this.capacity && size < this.total + more) size = Math.min(size * 2, this.capacity);
    if (size === this.store.length) return;
    const larger = new Uint8Array(size);
    // It was never full, so nothing in it has wrapped around.
    larger.set(this.store);
    this.store = larger;
  }
}

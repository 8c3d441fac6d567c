const NEWLINE = 0x0a;

/** Splits chunks of bytes at newlines, carrying what is cut off; a bare CR is no line end, and no text is decoded in the middle. */
export class LineSplitter {
  private carried: Buffer[] = [];

  /** The whole lines that end in this chunk, without their newline. */
  push(chunk: Buffer): Buffer[] {
    const lines: Buffer[] = [];
    let start = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, start)) {
      const part = chunk.subarray(start, at);
      lines.push(this.carried.length === 0 ? part : Buffer.concat([...this.carried, part]));
      this.carried = [];
      start = at + 1;
    }
    if (start < chunk.length) this.carried.push(chunk.subarray(start));
    return lines;
  }

  /** What came after the last newline; null when there is nothing. */
  rest(): Buffer | null {
    if (this.carried.length === 0) return null;
    const rest = Buffer.concat(this.carried);
    this.carried = [];
    return rest;
  }
}

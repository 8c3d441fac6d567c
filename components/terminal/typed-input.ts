import { FRAME_BYTES } from '@/lib/domain/shell';

/**
 * What was typed and has not arrived, in order. After a cut it goes on from the byte on that the console expects next:
 * nothing is lost, nothing is sent twice.
 */
export class TypedInput {
  private parts: Uint8Array<ArrayBuffer>[] = [];
  /** Of `parts` so many are on their way. */
  private sent = 0;
  /** The place of the first byte of `parts`; null before the console said how much it has. */
  private place: number | null = null;

  push(data: Uint8Array<ArrayBuffer>): void {
    for (let at = 0; at < data.length; at += FRAME_BYTES)
      this.parts.push(data.subarray(at, at + FRAME_BYTES));
  }

  /** The next part to send; null when all is on its way. */
  next(): Uint8Array<ArrayBuffer> | null {
    const part = this.parts[this.sent] ?? null;
    if (part) this.sent += 1;
    return part;
  }

  /** So many more bytes arrived. */
  acknowledge(count: number): void {
    this.place = (this.place ?? 0) + count;
    let left = count;
    while (left > 0) {
      const first = this.parts[0];
      if (!first) return;
      if (first.length > left) {
        this.parts[0] = first.subarray(left);
        return;
      }
      left -= first.length;
      this.parts.shift();
      this.sent = Math.max(0, this.sent - 1);
    }
  }

  /** A new connection: the console has so many bytes of this session; what it does not have is sent again. */
  resume(typed: number): void {
    if (this.place !== null) this.acknowledge(typed - this.place);
    this.place = typed;
    this.sent = 0;
  }
}

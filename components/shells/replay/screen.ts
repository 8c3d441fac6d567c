import type { Terminal } from '@xterm/xterm';
import { sizeOf, type Cast, type CastEvent, type Frames } from '@/lib/domain/recording';

/** Letters that are handed to the terminal at once: it draws between two portions. */
const PORTION = 256 * 1024;

/** Draws a recording's events on a terminal, as fast as it takes them. */
export class ReplayScreen {
  private queue: CastEvent[] = [];
  private next = 0;
  private writing = false;
  private clear = false;

  constructor(
    private readonly terminal: Terminal,
    private readonly cast: Cast,
  ) {}

  /** Draws what has happened; a fresh beginning takes away what has not been drawn yet. */
  draw({ fresh, events }: Frames): void {
    if (fresh) {
      this.clear = true;
      this.queue = [];
      this.next = 0;
    }
    if (this.next > 0) this.queue = this.queue.slice(this.next);
    this.next = 0;
    this.queue = this.queue.length === 0 ? [...events] : this.queue.concat(events);
    this.pump();
  }

  private pump(): void {
    if (this.writing) return;
    if (this.clear) {
      this.clear = false;
      this.terminal.reset();
      this.resize(this.cast);
    }
    const text = this.takeOutput();
    if (text === '') return;
    this.writing = true;
    this.terminal.write(text, () => {
      this.writing = false;
      this.pump();
    });
  }

  /** Output up to the next size, which takes effect when what stands before it is drawn. */
  private takeOutput(): string {
    const parts: string[] = [];
    let length = 0;
    for (; this.next < this.queue.length && length < PORTION; this.next += 1) {
      const [, code, data] = this.queue[this.next] ?? [0, 'o', ''];
      if (code === 'o') {
        parts.push(data);
        length += data.length;
      } else if (length > 0) break;
      else this.resize(sizeOf(data));
    }
    return parts.join('');
  }

  private resize(size: { columns: number; rows: number } | null): void {
    if (size) this.terminal.resize(Math.min(size.columns, 1000), Math.min(size.rows, 500));
  }
}

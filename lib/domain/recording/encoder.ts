import { eventLine } from './cast';

interface Options {
  /** How long the recording may become, in letters of its text. */
  limit: number;
  /** Milliseconds since the recording began. */
  clock: () => number;
}

/**
 * Turns a terminal's output and sizes into events of an asciicast. Output is bytes that can be cut anywhere, events are
 * JSON text: letters are put together across chunks, and what is no UTF-8 becomes U+FFFD.
 */
export class CastEncoder {
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  private length = 0;
  private full = false;
  private size = '';
  private last = 0;

  constructor(private readonly options: Options) {}

  /** True when the limit was reached. */
  get cut(): boolean {
    return this.full;
  }

  /** When the newest event happened. */
  get lastAt(): number {
    return this.last;
  }

  /** The lines of a piece of output; nothing while a letter is incomplete, or after the limit. */
  output(bytes: Uint8Array): string {
    return this.full ? '' : this.event('o', this.decoder.decode(bytes, { stream: true }));
  }

  /** The line of a new size; nothing when it is the size that it had. */
  resize(columns: number, rows: number): string {
    const size = `${columns}x${rows}`;
    if (size === this.size || this.full) return '';
    this.size = size;
    return this.event('r', size);
  }

  /** What the terminal did not show, said where it happened: a player shows it as a line of its own. */
  notice(words: string): string {
    return this.line('o', `\u001b[0m\r\n[berth] ${words}\r\n`);
  }

  /** What is left of a letter that was never completed. */
  end(): string {
    return this.full ? '' : this.event('o', this.decoder.decode());
  }

  private event(code: 'o' | 'r', data: string): string {
    const line = this.line(code, data);
    if (this.length + line.length > this.options.limit) {
      this.full = true;
      return this.notice('the recording ends here: it is as long as one may be');
    }
    this.length += line.length;
    return line;
  }

  private line(code: 'o' | 'r', data: string): string {
    if (data === '') return '';
    // Clocks of processes can step back; times of an asciicast can't.
    this.last = Math.max(this.last, this.options.clock());
    return eventLine(this.last, code, data);
  }
}

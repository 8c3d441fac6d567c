import { CHANNEL, frame, OutputSkip } from '@/lib/domain/shell';
import type { Language } from '@/lib/domain/problem';

// Silence after which the flood counts as over, and how long it may last at most.
const SILENCE_MS = 150;
const LONGEST_MS = 3000;
const CTRL_C = 0x03;

interface Options {
  language: Language;
  /** True when much output waits to be drawn. */
  behind: () => boolean;
  /** Reads what waits at full speed. */
  hurry: () => void;
  show: (bytes: Uint8Array) => void;
}

/** Lets Ctrl-C take effect at once when a flood of output stands before the prompt: what waits is skipped, visibly. */
export class Interrupt {
  private skip: OutputSkip | null = null;
  private silence: NodeJS.Timeout | null = null;
  private limit: NodeJS.Timeout | null = null;

  constructor(private readonly options: Options) {}

  /** True while output is left out. */
  get skips(): boolean {
    return this.skip !== null;
  }

  /** Looks at what was typed. */
  typed(frameBytes: Uint8Array): void {
    if (this.skip || frameBytes.length !== 2 || frameBytes[1] !== CTRL_C || !this.options.behind()) return;
    this.skip = new OutputSkip();
    this.limit = setTimeout(() => this.finish(), LONGEST_MS);
    this.wait();
    this.options.hurry();
  }

  /** True when it took this frame of output out. */
  takes(item: Uint8Array): boolean {
    if (!this.skip) return false;
    if (item[0] !== CHANNEL.stdout && item[0] !== CHANNEL.stderr) {
      this.finish();
      return false;
    }
    this.skip.push(item.subarray(1));
    this.wait();
    return true;
  }

  /** Shows what was kept, and lets everything pass again. */
  finish(): void {
    if (this.silence) clearTimeout(this.silence);
    if (this.limit) clearTimeout(this.limit);
    const { skip } = this;
    this.skip = null;
    const bytes = skip?.end(this.options.language);
    if (bytes && bytes.length > 0) this.options.show(frame(CHANNEL.stdout, bytes));
  }

  private wait(): void {
    if (this.silence) clearTimeout(this.silence);
    this.silence = setTimeout(() => this.finish(), SILENCE_MS);
  }
}

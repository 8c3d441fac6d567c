import { log } from '@/lib/observability/log';

/** However long the work takes, it is asked for again after so long. */
const MOST_PAUSE_MS = 2000;
/** The work takes no more than this share of the time. */
const SHARE = 5;

/**
 * Work that is asked for often and done seldom: at once after a quiet while, then as soon as `least` ms have passed
 * since it began, never twice at the same time, and what takes long is done less often.
 */
export class Paced {
  private timer: NodeJS.Timeout | undefined;
  private notBefore = 0;
  private busy = false;
  private again = false;
  private over = false;

  constructor(
    private readonly least: number,
    private readonly work: () => void | Promise<void>,
  ) {}

  /** Asks for the work. */
  soon(): void {
    if (this.over) return;
    if (this.busy) {
      this.again = true;
      return;
    }
    this.timer ??= setTimeout(() => void this.run(), Math.max(0, this.notBefore - performance.now()));
  }

  close(): void {
    this.over = true;
    clearTimeout(this.timer);
  }

  private async run(): Promise<void> {
    this.timer = undefined;
    this.busy = true;
    const begun = performance.now();
    try {
      await this.work();
    } catch (error) {
      log.error('what is shown live could not be made', { error });
    }
    const now = performance.now();
    this.notBefore = begun + Math.max(this.least, Math.min(MOST_PAUSE_MS, (now - begun) * SHARE));
    this.busy = false;
    if (!this.again) return;
    this.again = false;
    this.soon();
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { CastEncoder } from '@/lib/domain/recording';

/** A piece of a recording on its way to where it is kept. Written twice it counts once. */
export interface Piece {
  seq: number;
  /** Whole lines of an asciicast. */
  lines: string;
  /** The size that the terminal had first, as far as it is known. */
  first: { columns: number; rows: number } | null;
  /** Milliseconds up to its end. */
  duration: number;
  cut: boolean;
  gaps: boolean;
  /** True for the last one. */
  complete: boolean;
}

/** Whether what happens can be written just now. */
export type RecordingState = 'on' | 'failing';

interface Options {
  write: (piece: Piece) => Promise<void>;
  /** How long it may become, in letters. */
  limit: number;
  /** There is room for output again. */
  room: () => void;
  /** It can't be written for some time now, or can again. */
  changed: (state: RecordingState) => void;
  /** It is as long as it may be: nothing more is taken. */
  cutOff: () => void;
  timing?: Partial<typeof TIMING>;
}

const TIMING = {
  /** What happens is written at the latest so long after it: what a console that dies may lose. */
  everyMs: 1000,
  retryMs: 1000,
  /** How long a piece may stay unwritten before writing counts as failing. */
  patienceMs: 10_000,
  /** How long the end may take to be written. */
  goodbyeMs: 5000,
};

/** Letters that are written without waiting for more. */
const MANY = 64 * 1024;
/** Letters that wait at most: beyond that the session is held, or, where writing fails, they are dropped. */
const MOST = 256 * 1024;

/**
 * Records a terminal's output and sizes as pieces of an asciicast, one write at a time. Never what is typed. Its memory
 * is bounded: whoever hands over output asks `full` and waits for `room`; where writing fails nobody waits, and what
 * can't be kept is dropped, which the recording says.
 */
export class Recorder {
  private readonly timing: typeof TIMING;
  private readonly encoder: CastEncoder;
  private readonly started = performance.now();
  private waiting: string[] = [];
  private length = 0;
  private seq = 0;
  private first: Piece['first'] = null;
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> | null = null;
  private failing = false;
  private holding = false;
  private gaps = false;
  private over = false;
  private readonly abandoned = new AbortController();

  constructor(private readonly options: Options) {
    this.timing = { ...TIMING, ...options.timing };
    this.encoder = new CastEncoder({
      limit: options.limit,
      clock: () => performance.now() - this.started,
    });
  }

  /** True while no more output should be handed over. */
  get full(): boolean {
    return this.holding;
  }

  get state(): RecordingState {
    return this.failing ? 'failing' : 'on';
  }

  output(bytes: Uint8Array): void {
    this.take(() => this.encoder.output(bytes));
  }

  resize(columns: number, rows: number): void {
    if (!isSize(columns) || !isSize(rows)) return;
    this.first ??= { columns, rows };
    this.take(() => this.encoder.resize(columns, rows));
  }

  /** Writes what is left, and that it is complete; resolves when that is done, or can't be done in time. */
  async finish(): Promise<void> {
    if (this.over) return;
    this.push(this.encoder.end());
    this.over = true;
    if (this.timer) clearTimeout(this.timer);
    const end = (async () => {
      await this.writing;
      await this.write(true);
    })();
    await Promise.race([end, sleep(this.timing.goodbyeMs, undefined, { ref: false })]);
    this.abandoned.abort();
  }

  private take(make: () => string): void {
    if (this.over || this.encoder.cut) return;
    this.push(make());
    if (this.encoder.cut) this.options.cutOff();
    this.schedule();
  }

  /** Much is written at once, little together with what follows. */
  private schedule(): void {
    if (this.length >= MANY || this.encoder.cut) this.flush();
    else if (this.length > 0) this.timer ??= setTimeout(() => this.flush(), this.timing.everyMs);
  }

  private push(lines: string): void {
    if (lines === '') return;
    this.waiting.push(lines);
    this.length += lines.length;
    if (this.length < MOST) return;
    if (this.failing) this.drop();
    else this.holding = true;
  }

  /** Gives up what waits. */
  private drop(): void {
    const notice = this.encoder.notice('output could not be recorded here');
    this.gaps = true;
    this.waiting = [notice];
    this.length = notice.length;
  }

  private flush(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (this.writing || this.over) return;
    this.writing = this.write(false).then(() => {
      this.writing = null;
      if (this.length > 0 && !this.over) this.schedule();
    });
  }

  private async write(complete: boolean): Promise<void> {
    const piece: Piece = {
      seq: this.seq,
      lines: this.waiting.join(''),
      first: this.first,
      duration: Math.round(this.encoder.lastAt),
      cut: this.encoder.cut,
      gaps: this.gaps,
      complete,
    };
    this.seq += 1;
    this.waiting = [];
    this.length = 0;
    this.release();
    const patience = setTimeout(() => this.fail(), this.timing.patienceMs);
    patience.unref();
    await this.insist(piece);
    clearTimeout(patience);
    if (this.failing && !this.abandoned.signal.aborted) {
      this.failing = false;
      this.options.changed('on');
    }
  }

  /** Tries until it is written, or nobody waits for it any more. */
  private async insist(piece: Piece): Promise<void> {
    while (!this.abandoned.signal.aborted) {
      try {
        await this.options.write(piece);
        return;
      } catch {
        // Told by `changed` when it lasts.
        await sleep(this.timing.retryMs, undefined, { ref: false });
      }
    }
  }

  private fail(): void {
    if (this.failing || this.abandoned.signal.aborted) return;
    this.failing = true;
    this.options.changed('failing');
    if (this.length >= MOST) this.drop();
    this.release();
  }

  private release(): void {
    if (!this.holding) return;
    this.holding = false;
    this.options.room();
  }
}

function isSize(value: number): boolean {
  return Number.isInteger(value) && value > 0 && value < 10_000;
}

import type { Readable } from 'node:stream';
import { LineSplitter, Replay, type LineBatch, type LogItem } from '@/lib/domain/log';

const CROSSING = 16;

/** Reads the upstream streams of one container, one after the other, without losing or doubling a line between them. */
export class LineReader {
  private replay = new Replay();
  private sameRun = true;
  private tail: LineBatch | null = null;
  /** A line of megabytes broke in its middle: its rest can't be told from a repeat. */
  private torn = false;

  /** When the last bytes were taken. */
  heard = Date.now();
  /** True while lines wait for whoever reads this. */
  held = false;

  constructor(
    private readonly pod: string,
    private readonly container: string,
    private since: string | undefined,
  ) {}

  /** Prepares for another stream; the answer is from when on to ask, null when nothing was read yet. */
  reopen(): string | null {
    return this.replay.begin();
  }

  /** The time of the newest line, '' before the first. */
  get newest(): string {
    return this.replay.newest;
  }

  /** The next stream is of another run of the container: it does not repeat what was read, and that is no gap. */
  newRun(): void {
    this.sameRun = false;
  }

  /**
   * Lines as they come, one item for each chunk. What stands behind the last newline is kept for `flush`: when the
   * stream is opened again, that line comes anew. Destroys the stream when the reader leaves.
   */
  async *read(stream: Readable): AsyncGenerator<LogItem> {
    const splitter = new LineSplitter();
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        this.tail = null;
        const lines = splitter.push(chunk);
        this.held = true;
        if (lines) yield* this.pass(lines);
        this.held = false;
        this.heard = Date.now();
      }
      this.tail = splitter.end();
    } finally {
      if (splitter.inside) this.torn = true;
      stream.destroy();
    }
  }

  /** The last line, when it has no newline and nothing will follow. */
  *flush(): Generator<LogItem> {
    const lines = this.tail;
    this.tail = null;
    this.torn = false;
    if (lines) yield* this.pass(lines);
  }

  /** True while lines that were passed on may come again. */
  get dropping(): boolean {
    return this.replay.dropping;
  }

  /** Nothing will come again: gives back what was remembered for that. */
  release(): void {
    this.replay = new Replay();
  }

  /** Lines from elsewhere than an upstream, without those that were passed on already. */
  *pass(lines: LineBatch): Generator<LogItem> {
    const fresh = this.freshOf(lines);
    if (!fresh) return;
    if ((this.replay.gap || this.torn) && this.sameRun) {
      yield {
        kind: 'mark',
        mark: { mark: 'gap', pod: this.pod, container: this.container, at: new Date().toISOString() },
      };
    }
    this.replay.settle();
    this.torn = false;
    this.sameRun = true;
    this.replay.passedAll(fresh);
    yield { kind: 'lines', pod: this.pod, container: this.container, lines: fresh };
  }

  private freshOf(lines: LineBatch): LineBatch | null {
    if (lines.ordinary && !this.replay.dropping && this.since === undefined) {
      this.lastFresh = true;
      return lines;
    }
    const places: number[] = [];
    for (let at = 0; at < lines.count; at += 1) {
      // The pieces of a long line share the fate of its first one.
      if (lines.first(at)) this.lastFresh = this.isFresh(lines, at);
      if (this.lastFresh) places.push(at);
    }
    // Lines cross by microseconds only: behind so many new ones none is older than asked for.
    if (places.length === lines.count && lines.count >= CROSSING) this.since = undefined;
    return places.length === 0 ? null : lines.pick(places);
  }

  private lastFresh = true;

  private isFresh(lines: LineBatch, at: number): boolean {
    const stamp = lines.stamp(at);
    if (stamp === '') return !isKubeletsOwn(lines.bytes(at));
    return !(this.since !== undefined && stamp < this.since) && !this.replay.isRepeat(stamp);
  }
}

/** What the kubelet puts into the stream itself (“unable to retrieve container logs …”): it alone has no timestamp. */
function isKubeletsOwn(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 18) === 'unable to retrieve';
}

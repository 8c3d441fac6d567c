import type { Readable } from 'node:stream';
import { LineSplitter, Replay, type LogItem, type LogLine } from '@/lib/domain/log';

/** Reads the upstream streams of one container, one after the other, without losing or doubling a line between them. */
export class LineReader {
  private readonly replay = new Replay();
  private sameRun = true;
  private tail: LogLine[] = [];
  /** A line of megabytes broke in its middle: its rest can't be told from a repeat. */
  private torn = false;

  /** When the last bytes were taken. */
  heard = Date.now();
  /** True while lines wait for whoever reads this. */
  held = false;

  constructor(
    private readonly pod: string,
    private readonly container: string,
    private readonly since: string | undefined,
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
        this.tail = [];
        this.held = true;
        yield* this.pass(splitter.push(chunk));
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
    this.tail = [];
    this.torn = false;
    yield* this.pass(lines);
  }

  private *pass(lines: LogLine[]): Generator<LogItem> {
    const fresh = lines.filter((line) => !isKubeletsOwn(line) && this.isFresh(line));
    if (fresh.length === 0) return;
    if ((this.replay.gap || this.torn) && this.sameRun) {
      yield {
        kind: 'mark',
        mark: { mark: 'gap', pod: this.pod, container: this.container, at: new Date().toISOString() },
      };
    }
    this.replay.settle();
    this.torn = false;
    this.sameRun = true;
    for (const line of fresh) if (line.first) this.replay.passed(line.stamp);
    yield { kind: 'lines', pod: this.pod, container: this.container, lines: fresh };
  }

  private lastFresh = true;

  private isFresh(line: LogLine): boolean {
    // The pieces of a long line share the fate of its first one.
    if (line.first) {
      const old = this.since !== undefined && line.stamp !== '' && line.stamp < this.since;
      this.lastFresh = !old && !this.replay.isRepeat(line.stamp);
    }
    return this.lastFresh;
  }
}

/** What the kubelet puts into the stream itself (“unable to retrieve container logs …”): it alone has no timestamp. */
function isKubeletsOwn(line: LogLine): boolean {
  return line.first && line.stamp === '' && line.bytes.toString('latin1', 0, 18) === 'unable to retrieve';
}

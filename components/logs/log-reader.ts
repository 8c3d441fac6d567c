import { ApiError } from '@/lib/client/call';
import type { LogRecord } from './entry';
import { LogBuffer } from './log-buffer';
import { openStream, type LogQuery } from './log-source';
import { ndjson } from './ndjson';

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;
// The server says something every ten seconds at least.
const SILENCE_MS = 25_000;

/** Reads one log at a time into a buffer; after a cut it goes on where it stopped, with a mark. */
export class LogReader {
  readonly buffer = new LogBuffer();
  private abort = new AbortController();

  /** Begins anew with another log; what is shown stays until the new one is there. */
  start(query: LogQuery): void {
    this.stop();
    this.abort = new AbortController();
    this.buffer.tell({ kind: 'connecting' });
    void this.run(query, this.abort.signal);
  }

  stop(): void {
    this.abort.abort();
  }

  private async run(query: LogQuery, signal: AbortSignal): Promise<void> {
    let failures = 0;
    let opened = false;
    while (!signal.aborted) {
      const silence = new AbortController();
      let failure: unknown;
      try {
        const either = AbortSignal.any([signal, silence.signal]);
        const body = await openStream(query, opened ? this.buffer.resume() : undefined, either);
        if (!opened) this.buffer.clear();
        this.buffer.tell({ kind: 'open' });
        opened = true;
        failures = 0;
        const end = await this.read(body, signal, silence);
        if (signal.aborted) return;
        if (end !== null && end !== 'error') return this.buffer.tell({ kind: 'ended', reason: end });
      } catch (error) {
        if (signal.aborted) return;
        failure = error;
        if (isRefused(error)) {
          this.buffer.clear();
          return this.buffer.tell({ kind: 'error', error });
        }
      }
      if (opened && failures === 0) this.buffer.add([{ mark: 'cut', at: new Date().toISOString() }]);
      this.buffer.tell({ kind: 'waiting', error: failure });
      failures += 1;
      const most = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures);
      await pause(most * (0.5 + Math.random() / 2), signal);
    }
  }

  /** Reads a stream to its end; the answer is the reason that it gave, null when it broke off. */
  private async read(
    body: ReadableStream<Uint8Array>,
    signal: AbortSignal,
    silence: AbortController,
  ): Promise<string | null> {
    let end: string | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const listen = () => {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(new ApiError(0, 'network', {}, [], '', 'network')), SILENCE_MS);
    };
    try {
      listen();
      for await (const records of ndjson<LogRecord>(body)) {
        if (signal.aborted) return null;
        listen();
        end = records.find((record) => record.mark === 'end')?.reason ?? end;
        this.buffer.add(records.filter(isShown));
        const reach = records.findLast((record) => REACH.has(record.mark ?? ''));
        if (reach) this.buffer.tell({ kind: reach.mark === 'unreachable' ? 'away' : 'open' });
      }
    } finally {
      clearTimeout(timer);
    }
    return end;
  }
}

const REACH = new Set(['unreachable', 'reachable']);

function isShown({ mark, reason }: LogRecord): boolean {
  return mark !== 'beat' && (mark !== 'end' || reason !== 'error');
}

/** What the server says no to stays so; a network or a cluster that is away comes back. */
function isRefused(error: unknown): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

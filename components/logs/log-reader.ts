import { ApiError } from '@/lib/client/call';
import type { LogRecord } from './entry';
import { LogBuffer } from './log-buffer';
import { openStream, type LogQuery } from './log-source';
import { ndjson } from './ndjson';

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;

/** Reads one log at a time into a buffer; after a cut it goes on where it stopped, with a mark. */
export class LogReader {
  readonly buffer = new LogBuffer();
  private abort = new AbortController();

  /** Begins anew with another log. */
  start(query: LogQuery): void {
    this.stop();
    this.abort = new AbortController();
    this.buffer.clear();
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
      try {
        const body = await openStream(query, opened ? this.buffer.resume() : undefined, signal);
        this.buffer.tell({ kind: 'open' });
        opened = true;
        failures = 0;
        const end = await this.read(body, signal);
        if (signal.aborted) return;
        if (end !== null && end !== 'error') return this.buffer.tell({ kind: 'ended', reason: end });
      } catch (error) {
        if (signal.aborted) return;
        if (isRefused(error) || !opened) return this.buffer.tell({ kind: 'error', error });
      }
      if (failures === 0) this.buffer.add([{ mark: 'cut', at: new Date().toISOString() }]);
      this.buffer.tell({ kind: 'waiting' });
      failures += 1;
      const most = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures);
      await pause(most * (0.5 + Math.random() / 2), signal);
    }
  }

  /** Reads a stream to its end; the answer is the reason that it gave, null when it broke off. */
  private async read(body: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<string | null> {
    let end: string | null = null;
    for await (const records of ndjson<LogRecord>(body)) {
      if (signal.aborted) return null;
      end = records.find((record) => record.mark === 'end')?.reason ?? end;
      this.buffer.add(records.filter((record) => record.mark !== 'end' || record.reason !== 'error'));
    }
    return end;
  }
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

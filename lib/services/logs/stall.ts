import { log } from '@/lib/observability/log';
import { LineSplitter } from '@/lib/domain/log';
import type { LineReader } from './line-reader';
import type { OpenLog, SourceOptions } from './source-options';

const FIRST_MS = 10_000;
const LONGEST_MS = 60_000;
// A line on its way is no stall.
const GRACE_MS = 1000;

/**
 * Finds a stream that follows a file which is no longer written: when the kubelet rotates a log at the wrong moment,
 * its stream stays open and silent for good. After some silence the last line is asked for; when it is newer than
 * what came, the signal ends, and the stream is to be opened again.
 */
export function watchStall(
  open: OpenLog,
  reader: LineReader,
  options: SourceOptions,
): { signal: AbortSignal; stop: () => void } {
  const abort = new AbortController();
  const signal = AbortSignal.any([options.signal, abort.signal]);
  let pause = FIRST_MS;
  let timer: NodeJS.Timeout | null = null;
  let stopped = !options.follow;

  const look = async () => {
    const quiet = Date.now() - reader.heard;
    if (reader.held || quiet < FIRST_MS) {
      pause = FIRST_MS;
    } else {
      pause = Math.min(LONGEST_MS, pause * 2);
      const before = reader.heard;
      const last = await lastStamp(open, signal).catch(() => '');
      if (last > reader.newest && !stopped) {
        await new Promise((resolve) => setTimeout(resolve, GRACE_MS));
        if (reader.heard === before && !reader.held && !stopped) {
          log.info('a log stream had stalled and is opened again', { pod: options.pod });
          abort.abort();
        }
      }
    }
    next();
  };
  const next = () => {
    if (stopped || signal.aborted) return;
    timer = setTimeout(() => void look(), pause);
    timer.unref();
  };
  next();
  return {
    signal,
    stop: () => {
      stopped = true;
      if (timer) clearTimeout(timer);
    },
  };
}

async function lastStamp(open: OpenLog, signal: AbortSignal): Promise<string> {
  const stream = await open({ follow: false, previous: false, tailLines: 1, signal });
  const splitter = new LineSplitter();
  let last = '';
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    last = splitter.push(chunk)?.lastStamp ?? last;
  }
  return last;
}

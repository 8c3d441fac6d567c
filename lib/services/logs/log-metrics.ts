import type { Readable } from 'node:stream';
import { registerMetric } from '@/lib/observability/metrics';
import { singleton } from '@/lib/runtime/singleton';

/** `shared`: of a hub, for any number of viewers; `own`: read for one alone (a download, a search, what memory does not reach). */
type Kind = 'shared' | 'own';

interface Counts {
  open: Record<Kind, number>;
  viewers: number;
  skipped: number;
}

/** The numbers of this process. */
export function logCounts(): Counts {
  return singleton('log-counts', () => {
    const counts: Counts = { open: { shared: 0, own: 0 }, viewers: 0, skipped: 0 };
    registerMetric({
      name: 'berth_log_upstreams',
      type: 'gauge',
      help: 'Log streams that are open at clusters: shared by any number of readers, or of one reader alone.',
      samples: () => [
        [{ kind: 'shared' }, counts.open.shared],
        [{ kind: 'own' }, counts.open.own],
      ],
    });
    registerMetric({
      name: 'berth_log_viewers',
      type: 'gauge',
      help: 'Readers of logs.',
      samples: () => [[{}, counts.viewers]],
    });
    registerMetric({
      name: 'berth_log_lines_skipped_total',
      type: 'counter',
      help: 'Lines that readers were too slow for, and were told of.',
      samples: () => [[{}, counts.skipped]],
    });
    return counts;
  });
}

/** Counts a stream of the cluster until it is closed. */
export function streamOpened(kind: Kind, stream: Readable): void {
  const { open } = logCounts();
  open[kind] += 1;
  stream.once('close', () => {
    open[kind] -= 1;
  });
}

/** Counts somebody who reads a log; the answer ends it. */
export function viewerCame(): () => void {
  const counts = logCounts();
  counts.viewers += 1;
  let here = true;
  return () => {
    if (here) counts.viewers -= 1;
    here = false;
  };
}

/** Counts lines that a reader was too slow for. */
export function countSkipped(lines: number): void {
  logCounts().skipped += lines;
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { LogItem } from '@/lib/domain/log';
import { isProblem } from '@/lib/domain/problem';
import { log } from '@/lib/observability/log';
import { streamOpened } from '../log-metrics';
import { LineReader } from '../line-reader';
import type { ItemSink } from '../sink';
import type { ContainerHub, Range, Viewer } from './container-hub';

interface ViewOptions extends Range {
  /** True for who had the hub opened: its range is the upstream's. */
  first: boolean;
  /** Where to hand over what comes live, instead of yielding it; null until everything up to `after` was written. */
  sink?: (after: LogItem | null) => ItemSink | null;
  signal: AbortSignal;
}

const SETTLE_MS = 1000;
const LOOK_MS = 25;
const MOST_ROUNDS = 10;

/** What a viewer was given last. */
interface Told {
  last: LogItem | null;
}

/**
 * A container's log out of its hub: from memory as far as that reaches, what is older from the kubelet, then what the
 * one upstream brings, each line once. Who is too slow gets a mark with the number of lines that were left out.
 */
export async function* viewLog(
  hub: ContainerHub,
  viewer: Viewer,
  options: ViewOptions,
): AsyncGenerator<LogItem> {
  const { signal } = options;
  const wake = () => viewer.wake?.();
  signal.addEventListener('abort', wake, { once: true });
  try {
    const seam = new LineReader(hub.pod, hub.container, options.since);
    const told: Told = { last: null };
    const place = options.first && options.tail !== 0 ? 0 : await placeInMemory(hub, viewer, options);
    if (place === null) yield* throughHistory(hub, viewer, seam, options, told);
    else hub.moveTo(viewer, place);
    yield* live(hub, viewer, seam, options, told);
  } finally {
    signal.removeEventListener('abort', wake);
    hub.leave(viewer);
  }
}

async function placeInMemory(
  hub: ContainerHub,
  viewer: Viewer,
  options: ViewOptions,
): Promise<number | null> {
  const end = Date.now() + SETTLE_MS;
  while (!options.first && !options.signal.aborted) {
    const place = hub.placeFor(options);
    if (place !== null) return place;
    // The upstream was opened a moment ago: what it is about to bring may be all that is wanted.
    if (hub.caughtUp || options.tail === undefined || Date.now() > end) break;
    await hub.news(viewer, LOOK_MS);
  }
  return null;
}

/** Reads what is older from the kubelet, until memory goes on from there. */
async function* throughHistory(
  hub: ContainerHub,
  viewer: Viewer,
  seam: LineReader,
  options: ViewOptions,
  told: Told,
): AsyncGenerator<LogItem> {
  const { signal, tail, since } = options;
  let failures = 0;
  for (let round = 0; round < MOST_ROUNDS && !signal.aborted; round += 1) {
    const from = seam.reopen();
    try {
      const stream = await viewer.reader.open({
        follow: false,
        previous: false,
        signal,
        ...(from === null && tail !== undefined ? { tailLines: Math.max(1, tail) } : {}),
        ...(from !== null ? { sinceTime: from } : since !== undefined ? { sinceTime: since } : {}),
      });
      streamOpened('own', stream);
      for await (const item of seam.read(stream)) {
        if (tail === 0 && from === null) continue;
        told.last = item;
        yield item;
      }
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      if (failures > 3 || (isProblem(error) && error.status < 500)) throw error;
      await sleep(100 * failures, undefined, { signal }).catch(() => undefined);
      continue;
    }
    hub.moveTo(viewer, hub.ring.head.slot);
    while (hub.ring.head.line === 0 && !hub.ended && !viewer.refused && !signal.aborted)
      await hub.news(viewer);
    if (hub.ended || hub.reaches(seam.newest, since)) break;
  }
  const cut = seam.reopen();
  hub.moveTo(viewer, cut === null ? hub.ring.tail.slot : hub.ring.near(cut));
}

async function* live(
  hub: ContainerHub,
  viewer: Viewer,
  seam: LineReader,
  { signal, sink }: ViewOptions,
  told: Told,
): AsyncGenerator<LogItem> {
  // Marks that stand among lines which were read already belong to them.
  let marks: LogItem[] = [];
  while (!signal.aborted) {
    if (viewer.refused) throw viewer.refused.error;
    const direct = seam.dropping ? null : (sink?.(told.last) ?? null);
    if (direct) await flow(hub, viewer, direct, signal);
    const got = direct ? null : next(hub, viewer);
    if (!got) {
      if (hub.ended?.error) throw hub.ended.error;
      if (hub.ended) return;
      if (!direct) await hub.news(viewer);
      continue;
    }
    if (got.skipped) yield got.skipped;
    if (!seam.dropping) {
      told.last = got.item;
      yield got.item;
    } else if (got.item.kind === 'mark') {
      marks.push(got.item);
      if (got.item.mark.mark === 'restarted') seam.newRun();
    } else {
      const fresh = [...seam.pass(got.item.lines)];
      if (seam.dropping || fresh.length === 0) marks = [];
      if (fresh.length > 0) yield* marks;
      told.last = fresh.at(-1) ?? told.last;
      yield* fresh;
      if (!seam.dropping) seam.release();
    }
  }
}

/** What comes next for a viewer, and what was left out before it; null at the head. */
function next(hub: ContainerHub, viewer: Viewer): { skipped: LogItem | null; item: LogItem } | null {
  const got = hub.ring.read(viewer.place.slot);
  if (!got) return null;
  const missed = got.at.line - viewer.place.line;
  viewer.place = got.next;
  hub.advanced();
  if (missed <= 0) return { skipped: null, item: got.item };
  hub.missed(missed);
  log.debug('a reader of a log was too slow', { pod: hub.pod, missed });
  const where = { pod: hub.pod, container: hub.container, at: new Date().toISOString() };
  return { skipped: { kind: 'mark', mark: { mark: 'skipped', ...where, lines: missed } }, item: got.item };
}

/** Hands over what comes in the moment in which it does, until the log ends, or the viewer leaves or is refused. */
function flow(hub: ContainerHub, viewer: Viewer, sink: ItemSink, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    let full = false;
    const end = () => {
      viewer.wake = null;
      resolve();
    };
    const go = () => {
      if (signal.aborted || viewer.refused) return end();
      try {
        while (!full) {
          const got = next(hub, viewer);
          if (!got) {
            if (hub.ended) end();
            return undefined;
          }
          const more = !got.skipped || sink.take(got.skipped);
          full = !sink.take(got.item) || !more;
          if (full) sink.room(again);
        }
      } catch (error) {
        viewer.wake = null;
        reject(error instanceof Error ? error : new Error(String(error)));
      }
      return undefined;
    };
    const again = () => {
      full = false;
      go();
    };
    viewer.wake = go;
    go();
  });
}

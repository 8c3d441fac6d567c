import { setTimeout as sleep } from 'node:timers/promises';
import type { LogItem, LogMark } from '@/lib/domain/log';
import { isProblem } from '@/lib/domain/problem';
import { log } from '@/lib/observability/log';
import type { ContainerFacts, PodFeed } from './feed';
import { LineReader } from './line-reader';
import type { OpenLog, SourceOptions } from './source-options';
import { watchStall } from './stall';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5000;
const TRIES_WITHOUT_FOLLOW = 4;

/**
 * The log of one container as lines and marks, over as many upstream streams as it takes: a stream that breaks is
 * opened again where it stopped, a restart of the container is crossed, and following ends only with the pod.
 */
export async function* containerLog(
  open: OpenLog,
  feed: PodFeed,
  options: SourceOptions,
): AsyncGenerator<LogItem> {
  const { pod, container, signal } = options;
  const reader = new LineReader(pod, container, options.since);
  const mark = (item: LogMark): LogItem => ({ kind: 'mark', mark: item });
  const here = () => ({ pod, container, at: new Date().toISOString() });
  const facts = () => factsOf(feed, options);

  let run = options.follow ? await started(feed, options) : (facts()?.run ?? null);
  let restarts = facts()?.restarts ?? 0;
  let failures = 0;
  let quiet = 0;

  while (!signal.aborted) {
    let broken = false;
    let got = false;
    const watch = watchStall(open, reader, options);
    try {
      for await (const item of reader.read(await open(request(reader.reopen(), options, watch.signal)))) {
        got = true;
        yield item;
      }
    } catch (error) {
      if (signal.aborted) return;
      broken = true;
      failures = got || watch.signal.aborted ? 1 : failures + 1;
      if (isRefusal(error) || (!options.follow && failures > triesOf(error))) throw error;
    } finally {
      watch.stop();
    }
    if (!options.follow && !broken) break;
    quiet = got ? 0 : quiet + 1;
    if (!broken) failures = 0;

    const over = !broken && facts()?.run === run && facts()?.running === false;
    if (over) {
      yield* rest(open, reader, options, false);
      // Read to its end: wait for the next run, or for the end of the pod.
      await started(feed, options, run);
    } else if (facts()?.run === run) {
      await wait(Math.max(failures, quiet), signal);
    }

    const next = facts();
    if (next && next.run !== run && options.follow) {
      const jumped = next.restarts - restarts > 1;
      if (jumped) {
        yield mark({ mark: 'gap', ...here() });
        reader.newRun();
      }
      if (jumped || !over) yield* rest(open, reader, options, true);
      yield* reader.flush();
      yield mark({ mark: 'restarted', ...here(), exitCode: next.exitCode, reason: next.reason });
      reader.newRun();
      run = next.run;
      restarts = next.restarts;
      quiet = 0;
    } else if (options.follow && (over || isOver(feed, options)) && !broken) {
      break;
    } else if (!next && (!options.follow || failures > TRIES_WITHOUT_FOLLOW)) {
      break;
    }
  }
  if (!signal.aborted) yield* reader.flush();
}

/** What to ask for: everything since the break, or, as long as nothing was read, what the viewer asked for. */
function request(from: string | null, options: SourceOptions, signal: AbortSignal): Parameters<OpenLog>[0] {
  const { follow, previous } = options;
  if (from !== null) return { follow, previous, signal, sinceTime: from };
  return {
    follow,
    previous,
    signal,
    ...(options.tail !== undefined ? { tailLines: options.tail } : {}),
    ...(options.since !== undefined ? { sinceTime: options.since } : {}),
  };
}

function isRefusal(error: unknown): boolean {
  return isProblem(error) && (error.status === 401 || error.status === 403);
}

/** What the cluster says no to stays so; a break in the middle is worth another try. */
function triesOf(error: unknown): number {
  return isProblem(error) && error.status < 500 ? 0 : TRIES_WITHOUT_FOLLOW;
}

/**
 * What a run has written beyond what was followed: a stream that follows may end before the end when the file was
 * rotated under it. `previous`: the run before the present one. Silent when the cluster no longer has it.
 */
async function* rest(
  open: OpenLog,
  reader: LineReader,
  options: SourceOptions,
  previous: boolean,
): AsyncGenerator<LogItem> {
  const asked = request(reader.reopen(), { ...options, previous, follow: false }, options.signal);
  try {
    yield* reader.read(await open(asked));
  } catch (error) {
    if (options.signal.aborted) return;
    if (!isProblem(error)) log.debug('the rest of a log could not be read', { pod: options.pod, error });
  }
}

function factsOf(feed: PodFeed, options: SourceOptions): ContainerFacts | null {
  const pod = feed.pods().find((item) => item.uid === options.uid);
  return pod?.containers.find((item) => item.name === options.container) ?? null;
}

/** True when the pod is gone or nothing in it will start again, and its container does not run. */
function isOver(feed: PodFeed, options: SourceOptions): boolean {
  const pod = feed.pods().find((item) => item.uid === options.uid);
  return !pod || (pod.finished && !factsOf(feed, options)?.running);
}

/** Waits until a run other than `known` has begun, or none will; the answer is its id. */
async function started(
  feed: PodFeed,
  options: SourceOptions,
  known: string | null = null,
): Promise<string | null> {
  for (;;) {
    const now = factsOf(feed, options);
    if (now?.run && now.run !== known) return now.run;
    if (options.signal.aborted || isOver(feed, options)) return now?.run ?? null;
    await feed.changed(options.signal);
  }
}

/** A little longer each time, with jitter, so that a thousand streams don't come back at once. */
async function wait(tries: number, signal: AbortSignal): Promise<void> {
  const most = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(tries, 10));
  await sleep(most / 2 + Math.random() * (most / 2), undefined, { signal }).catch(() => undefined);
}

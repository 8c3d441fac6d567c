import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LogItem, LogMark } from '@/lib/domain/log';
import { isProblem } from '@/lib/domain/problem';
import type { ContainerFacts, PodFeed } from './feed';
import { LineReader } from './line-reader';

/** Opens the log of one container, with timestamps. */
export type OpenLog = (options: {
  follow: boolean;
  previous: boolean;
  tailLines?: number;
  sinceTime?: string;
  signal: AbortSignal;
}) => Promise<Readable>;

export interface SourceOptions {
  pod: string;
  uid: string;
  container: string;
  follow: boolean;
  previous: boolean;
  tail?: number;
  /** A stamp: older lines are left out. */
  since?: string;
  signal: AbortSignal;
}

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
    try {
      for await (const item of reader.read(await open(request(reader.reopen(), options)))) {
        got = true;
        yield item;
      }
    } catch (error) {
      if (signal.aborted) return;
      broken = true;
      failures = got ? 1 : failures + 1;
      if (isRefusal(error) || (!options.follow && failures > triesOf(error))) throw error;
    }
    if (!options.follow && !broken) break;
    quiet = got ? 0 : quiet + 1;
    if (!broken) failures = 0;

    const over = !broken && facts()?.run === run && facts()?.running === false;
    // The run is over and read to its end: wait for the next one, or for the end of the pod.
    if (over) await started(feed, options, run);
    else if (facts()?.run === run) await wait(Math.max(failures, quiet), signal);

    const next = facts();
    if (next && next.run !== run && options.follow) {
      if (!broken) yield* reader.flush();
      const jumped = next.restarts - restarts > 1;
      if (jumped) yield mark({ mark: 'gap', ...here() });
      if (jumped || broken) yield* previousRun(open, reader, options);
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
function request(from: string | null, options: SourceOptions): Parameters<OpenLog>[0] {
  const { follow, previous, signal } = options;
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

/** What the last run wrote after the stream broke; silent when the cluster no longer has it. */
async function* previousRun(
  open: OpenLog,
  reader: LineReader,
  options: SourceOptions,
): AsyncGenerator<LogItem> {
  const from = reader.reopen();
  reader.newRun();
  try {
    const since = from === null ? {} : { sinceTime: from };
    yield* reader.read(await open({ follow: false, previous: true, ...since, signal: options.signal }));
    yield* reader.flush();
  } catch (error) {
    if (!isProblem(error)) throw error;
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

import type { LogItem, LogMark } from '@/lib/domain/log';
import { isProblem } from '@/lib/domain/problem';
import { log } from '@/lib/observability/log';
import type { ContainerFacts, PodFacts, PodFeed } from './feed';
import { LogMerge } from './merge';
import type { Outcome } from './select';
import type { SourceOptions } from './source-options';

/** Why a log ends; set by whoever ends it. */
export interface Ending extends Outcome {
  reason: Extract<LogMark, { mark: 'end' }>['reason'];
}

export interface FollowOptions {
  follow: boolean;
  previous: boolean;
  container: string | undefined;
  tail: number | undefined;
  since: string | undefined;
  signal: AbortSignal;
}

// Each is a stream at the API server, the kubelet and in a file.
const MOST_CONTAINERS = 60;

/** The merged log of all pods of a feed; while following, pods join and leave. Ends when no pod is left to wait for. */
export function followPods(
  feed: PodFeed,
  read: (options: SourceOptions) => AsyncGenerator<LogItem>,
  options: FollowOptions,
): AsyncGenerator<LogItem> {
  const { signal } = options;
  const running = new Set<string>();
  const merge = new LogMerge(signal, (error) => placeOf(error, options, running.size));
  const known = new Set<string>();
  let limited = false;

  const join = (announce: boolean) => {
    for (const pod of feed.pods()) {
      for (const container of containersOf(pod, options)) {
        const key = `${pod.uid}/${container.name}`;
        if (known.has(key)) continue;
        if (running.size >= MOST_CONTAINERS) {
          if (!limited) merge.push(mark({ mark: 'limited', at: now(), followed: MOST_CONTAINERS }));
          limited = true;
          return;
        }
        const where = { pod: pod.name, container: container.name };
        known.add(key);
        running.add(key);
        if (announce) merge.push(mark({ mark: 'joined', ...where, at: now() }));
        const source = read({
          ...options,
          ...where,
          uid: pod.uid,
          // Who joins later is read from its beginning.
          ...(announce ? { tail: undefined, since: undefined } : {}),
        });
        merge.add(source, () => {
          running.delete(key);
          if (options.follow && !signal.aborted) merge.push(mark({ mark: 'left', ...where, at: now() }));
        });
      }
    }
  };

  join(false);
  if (options.follow && !feed.fixed) void watch(feed, signal, () => join(true));
  else merge.seal();
  if (options.follow) tellReach(feed, merge, signal);
  return merge.items();
}

/** Who follows a log is told that nothing can come while the cluster does not answer. */
function tellReach(feed: PodFeed, merge: LogMerge, signal: AbortSignal): void {
  let known = true;
  const leave = feed.onReach?.((reachable) => {
    if (reachable === known) return;
    known = reachable;
    merge.push(mark({ mark: reachable ? 'reachable' : 'unreachable', at: now() }));
  });
  if (leave) signal.addEventListener('abort', leave, { once: true });
}

async function watch(feed: PodFeed, signal: AbortSignal, changed: () => void): Promise<void> {
  while (!signal.aborted) {
    await feed.changed(signal);
    if (!signal.aborted) changed();
  }
}

/** The containers to read: the named one, or all that have run, or, while following, all. */
export function containersOf(
  pod: PodFacts,
  options: Pick<FollowOptions, 'container' | 'follow' | 'previous'>,
): ContainerFacts[] {
  if (options.container !== undefined)
    return pod.containers.filter((item) => item.name === options.container);
  const regular = pod.containers.filter((item) => !item.aside);
  if (options.follow) return regular;
  return regular.filter((item) => (options.previous ? item.restarts > 0 : item.run !== null));
}

/** A single log that can't be read is a refusal; among others it is a gap. */
function placeOf(error: unknown, options: FollowOptions, running: number): LogItem {
  if (isProblem(error) && (error.status === 401 || error.status === 403)) throw error;
  if (running <= 1) throw error;
  log.warn('a log could not be read', { error });
  return mark({ mark: 'gap', pod: '', container: options.container ?? '', at: now() });
}

/**
 * Adds why the stream ended as the last mark; an error after the first byte becomes one, too. `close` is called when
 * the reader is done or leaves.
 */
export async function* ended(
  items: AsyncIterator<LogItem>,
  why: Ending,
  first: IteratorResult<LogItem>[],
  close: () => void,
): AsyncGenerator<LogItem> {
  let detail: string | undefined;
  try {
    try {
      for (;;) {
        const result = first.shift() ?? (await items.next());
        if (result.done) break;
        yield result.value;
      }
    } catch (error) {
      log.warn('a log ended with an error', { error });
      why.reason = isProblem(error) && error.code === 'log.expression_slow' ? 'expression' : 'error';
      detail = isProblem(error) ? error.code : 'internal';
    }
    if (why.limited && why.reason === 'finished') why.reason = 'limit';
    yield mark({
      mark: 'end',
      at: now(),
      reason: why.reason,
      ...(why.reason === 'limit' && why.more !== null ? { more: why.more } : {}),
      ...(detail === undefined ? {} : { detail }),
    });
  } finally {
    close();
    await items.return?.();
  }
}

function mark(item: LogMark): LogItem {
  return { kind: 'mark', mark: item };
}

function now(): string {
  return new Date().toISOString();
}

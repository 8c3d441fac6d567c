import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { LogItem } from '@/lib/domain/log';
import { Problem } from '@/lib/domain/problem';
import type { ContainerFacts, PodFeed } from './feed';
import { containerLog } from './source';
import type { OpenLog } from './source-options';

const stamp = (at: number) =>
  `2026-11-21T04:00:${String(Math.floor(at / 10) % 60).padStart(2, '0')}.${at % 10}00000000Z`;
const wire = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => `${stamp(from + at)} line ${from + at}\n`).join('');

function fakeFeed(first: ContainerFacts) {
  let facts: ContainerFacts | null = first;
  const wake = new Set<() => void>();
  const feed: PodFeed = {
    fixed: true,
    pods: () => (facts ? [{ uid: 'u', name: 'p', finished: false, containers: [facts] }] : []),
    changed: (signal) =>
      new Promise((resolve) => {
        wake.add(resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      }),
    close: () => undefined,
  };
  return {
    feed,
    set: (next: ContainerFacts | null) => {
      facts = next;
      for (const resolve of wake) resolve();
      wake.clear();
    },
  };
}

const running: ContainerFacts = {
  name: 'c',
  aside: false,
  run: 'r1',
  running: true,
  restarts: 0,
  exitCode: null,
  reason: null,
};

function follow(open: OpenLog, feed: PodFeed) {
  const abort = new AbortController();
  return {
    abort,
    items: containerLog(open, feed, {
      pod: 'p',
      uid: 'u',
      container: 'c',
      follow: true,
      previous: false,
      signal: abort.signal,
    }),
  };
}

/** What was read until `until` says so, as text; marks in brackets. */
async function read(items: AsyncGenerator<LogItem>, until: (seen: string[]) => boolean): Promise<string[]> {
  const seen: string[] = [];
  for await (const item of items) {
    if (item.kind === 'mark') seen.push(`[${item.mark.mark}]`);
    else seen.push(...[...item.lines].map((line) => line.bytes.toString()));
    if (until(seen)) break;
  }
  return seen;
}

const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => `line ${from + at}`);

describe('containerLog', () => {
  it('goes on after a break without losing or doubling a line', async () => {
    const asked: (string | undefined)[] = [];
    const answers: (() => Readable)[] = [
      () => Readable.from([Buffer.from(wire(0, 100)), Buffer.from(`${stamp(100)} line 1`)]),
      () => {
        throw new Problem('cluster.unreachable', { cluster: 'x', detail: 'y' });
      },
      () => Readable.from([Buffer.from(wire(60, 130))]),
      () => Readable.from([Buffer.from(wire(90, 200))]),
    ];
    const open: OpenLog = (options) => {
      asked.push(options.sinceTime);
      return Promise.resolve().then(answers.shift() ?? (() => Readable.from([])));
    };
    const { items } = follow(open, fakeFeed(running).feed);
    expect(await read(items, (seen) => seen.length >= 200)).toEqual(lines(0, 200));
    expect(asked[0]).toBeUndefined();
    expect(asked[1]).toBeDefined();
  });

  it('marks a gap when the log begins later than it broke', async () => {
    const answers = [wire(0, 10), wire(50, 60)];
    const open: OpenLog = () => Promise.resolve(Readable.from([Buffer.from(answers.shift() ?? '')]));
    const { items } = follow(open, fakeFeed(running).feed);
    expect(await read(items, (seen) => seen.length >= 21)).toEqual([
      ...lines(0, 10),
      '[gap]',
      ...lines(50, 60),
    ]);
  });

  it('crosses a restart, and ends when the pod is gone', async () => {
    const { feed, set } = fakeFeed(running);
    const answers = [wire(0, 5), wire(10, 15)];
    const open: OpenLog = (options) => {
      if (!options.follow) return Promise.resolve(Readable.from([Buffer.from(wire(0, 5))]));
      const text = answers.shift() ?? '';
      const ended: ContainerFacts = { ...running, running: false };
      if (text.includes('line 0')) {
        set(ended);
        setTimeout(() => set({ ...running, run: 'r2', restarts: 1, exitCode: 1, reason: 'Error' }), 20);
      } else {
        setTimeout(() => set(null), 20);
      }
      return Promise.resolve(Readable.from([Buffer.from(text)]));
    };
    const { items } = follow(open, feed);
    expect(await read(items, () => false)).toEqual([...lines(0, 5), '[restarted]', ...lines(10, 15)]);
  });

  it('reads what a stream left out that ended too early', async () => {
    const { feed } = fakeFeed({ ...running, running: false });
    feed.pods = () => [
      { uid: 'u', name: 'p', finished: true, containers: [{ ...running, running: false, exitCode: 0 }] },
    ];
    const open: OpenLog = ({ follow: following }) =>
      Promise.resolve(Readable.from([Buffer.from(following ? wire(0, 5) : `${wire(2, 9)}${stamp(9)} last`)]));
    expect(await read(follow(open, feed).items, () => false)).toEqual([...lines(0, 9), 'last']);
  });

  it('frees the upstream when the reader leaves, and when it is told to', async () => {
    const quiet = () => new Readable({ read: () => undefined });
    const streams: Readable[] = [];
    const open: OpenLog = ({ signal }) => {
      const stream = quiet();
      signal.addEventListener('abort', () => stream.destroy(), { once: true });
      stream.push(Buffer.from(wire(0, 1)));
      streams.push(stream);
      return Promise.resolve(stream);
    };
    const leaving = follow(open, fakeFeed(running).feed);
    await read(leaving.items, (seen) => seen.length === 1);
    const told = follow(open, fakeFeed(running).feed);
    await told.items.next();
    const end = told.items.next();
    told.abort.abort();
    expect((await end).done).toBe(true);
    expect(streams.map((stream) => stream.destroyed)).toEqual([true, true]);
  });

  it('does not ask again after a refusal', async () => {
    const open: OpenLog = () => Promise.reject(new Problem('cluster.forbidden', { detail: 'no' }));
    const { items } = follow(open, fakeFeed(running).feed);
    await expect(items.next()).rejects.toThrow(/refused/);
  });
});

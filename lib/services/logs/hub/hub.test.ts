import { Readable } from 'node:stream';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LogItem } from '@/lib/domain/log';
import { Problem } from '@/lib/domain/problem';
import { waitFor } from '@/lib/testing/wait-for';
import type { PodFeed } from '../feed';
import type { ItemSink } from '../sink';
import type { OpenLog } from '../source-options';
import { followContainer, hubOf, type HubReader } from './index';

const stamp = (at: number) => `2026-11-21T04:00:00.${String(at).padStart(9, '0')}Z`;

const present = () => new Date().toISOString().replace('Z', '000000Z');

function laterBy(ms: number): void {
  const now = Date.now;
  vi.spyOn(Date, 'now').mockImplementation(() => now() + ms);
}

/** A container's file as a kubelet serves it: tail, since (in whole seconds), following. */
class File {
  readonly lines: string[] = [];
  readonly requests: Parameters<OpenLog>[0][] = [];
  readonly followers = new Set<Readable>();

  write(count: number, text = 'line', stampOf = stamp): void {
    const from = this.lines.length;
    for (let at = from; at < from + count; at += 1) {
      // Every third stamp comes twice.
      this.lines.push(`${stampOf(at % 3 === 1 ? at - 1 : at)} ${text} ${at}\n`);
    }
    for (const follower of this.followers) follower.push(Buffer.from(this.lines.slice(from).join('')));
  }

  cut(): void {
    for (const follower of this.followers) follower.destroy(new Error('cut'));
  }

  readonly open: OpenLog = (request) => {
    this.requests.push(request);
    const lines = request.tailLines === undefined ? this.lines : this.lines.slice(-request.tailLines);
    const stream = new Readable({ read: () => undefined, highWaterMark: 65_536 });
    request.signal.addEventListener('abort', () => stream.destroy(new Error('aborted')), { once: true });
    stream.on('error', () => undefined);
    if (lines.length > 0) stream.push(Buffer.from(lines.join('')));
    if (request.follow) {
      this.followers.add(stream);
      stream.once('close', () => this.followers.delete(stream));
    } else {
      stream.push(null);
    }
    return Promise.resolve(stream);
  };
}

function runningPod(): PodFeed {
  const facts = {
    name: 'c',
    aside: false,
    run: '0',
    running: true,
    restarts: 0,
    exitCode: null,
    reason: null,
  };
  return {
    fixed: true,
    pods: () => [{ uid: 'u', name: 'p', finished: false, containers: [facts] }],
    changed: (signal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
    close: () => undefined,
  };
}

let count = 0;
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
  vi.restoreAllMocks();
});

class Person implements HubReader {
  lost: () => void = () => undefined;
  readonly opened: Parameters<OpenLog>[0][] = [];
  constructor(
    private readonly file: File,
    public refuse = false,
  ) {}
  readonly open: OpenLog = (request) => {
    if (this.refuse) return Promise.reject(new Problem('cluster.forbidden', { detail: 'no' }));
    this.opened.push(request);
    return this.file.open(request);
  };
  guard(_signal: AbortSignal, lost: () => void): void {
    this.lost = lost;
  }
}

function container(file = new File()) {
  count += 1;
  const where = { cluster: 'x', namespace: 'n', pod: 'p', uid: 'u', container: `c${count}` };
  return {
    file,
    hub: () => hubOf(where),
    view: (
      options: { tail?: number; since?: string; sink?: (after: LogItem | null) => ItemSink | null } = {},
      person = new Person(file),
    ) => {
      const abort = new AbortController();
      ends.push(() => abort.abort());
      const feed = runningPod();
      const facts = feed.pods()[0]?.containers[0];
      if (facts) facts.name = where.container;
      const items = followContainer(where, person, () => Promise.resolve(feed), {
        ...options,
        signal: abort.signal,
      });
      return { items, abort, person };
    },
  };
}

const textOf = (item: LogItem): string[] =>
  item.kind === 'mark'
    ? [`[${item.mark.mark}]`]
    : [...item.lines].map((line) => line.bytes.toString().replace('line ', ''));

async function take(items: AsyncGenerator<LogItem>, wanted: number): Promise<string[]> {
  const seen: string[] = [];
  while (seen.length < wanted) {
    const { done, value } = await items.next();
    if (done) break;
    seen.push(...textOf(value));
  }
  return seen;
}

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => String(from + at));

describe('the hub of a container', () => {
  it('reads the cluster once for fifty viewers', async () => {
    const { file, view } = container();
    file.write(100);
    const viewers = Array.from({ length: 50 }, () => view());
    const first = viewers.map(({ items }) => take(items, 100));
    for (const seen of await Promise.all(first)) expect(seen).toEqual(numbers(0, 100));
    const next = viewers.map(({ items }) => take(items, 5));
    file.write(5);
    for (const seen of await Promise.all(next)) expect(seen).toEqual(numbers(100, 105));
    expect(file.requests).toHaveLength(1);
  });

  it('gives a late viewer its tail from memory', async () => {
    const { file, view } = container();
    file.write(300);
    const early = view();
    await take(early.items, 300);
    file.write(100);
    await take(early.items, 100);
    const late = view({ tail: 30 });
    expect(await take(late.items, 30)).toEqual(numbers(370, 400));
    const next = take(late.items, 10);
    file.write(10);
    expect(await next).toEqual(numbers(400, 410));
    expect(file.requests).toHaveLength(1);
  });

  it.each([1, 7, 64, 65, 200])(
    'joins what memory does not reach with what it has, each line once (memory of %i)',
    async (tail) => {
      const { file, view } = container();
      file.write(500);
      const early = view({ tail });
      await take(early.items, tail);
      file.write(20);
      await take(early.items, 20);
      const late = view();
      expect(await take(late.items, 520)).toEqual(numbers(0, 520));
      const next = take(late.items, 300);
      file.write(300);
      expect(await next).toEqual(numbers(520, 820));
      expect(file.followers.size).toBe(1);
    },
  );

  it('begins at nothing, and with the first new line', async () => {
    const { file, view } = container();
    file.write(50);
    const first = view({ tail: 0 });
    const next = take(first.items, 3);
    await waitFor('the upstream', () => file.followers.size === 1 && file.requests.length === 2);
    file.write(3);
    expect(await next).toEqual(numbers(50, 53));
  });

  it('has the cluster asked for nobody who joins a log that is never quiet', async () => {
    const { file, view, hub } = container();
    const writing = setInterval(() => file.write(1, 'line', present), 5);
    ends.push(() => clearInterval(writing));
    const early = view({ tail: 10 });
    await take(early.items, 20);
    const second = view({ tail: 1 });
    await take(second.items, 1);
    const reading = take(early.items, 100_000);
    // From now on the lines come late, as they do on a busy machine.
    laterBy(5000);
    const { line = 0 } = hub()?.ring.head ?? {};
    await waitFor('a late line', () => (hub()?.ring.head.line ?? 0) > line + 1, { every: 1 });
    const late = Array.from({ length: 20 }, () => view({ tail: 0 }));
    for (const seen of await Promise.all(late.map(({ items }) => take(items, 3)))) {
      const from = Number(seen[0]);
      expect(seen).toEqual(numbers(from, from + seen.length));
    }
    expect([second, ...late].flatMap(({ person }) => person.opened)).toEqual([]);
    early.abort.abort();
    await reading;
  });

  it('takes the head no more for the end of the log once the cluster had to wait for the readers', async () => {
    const { file, view, hub } = container();
    file.write(10, 'line', present);
    const slow = view();
    await take(slow.items, 10);
    expect(await take(view({ tail: 1 }).items, 1)).toEqual(['9']);
    file.write(2000, 'x'.repeat(1000), present);
    await waitFor('the lines', () => hub()?.ring.head.line === 2010, { every: 5 });
    file.write(5, 'line', present);
    laterBy(5000);
    expect(await take(view({ tail: 2 }).items, 2)).toEqual(numbers(2013, 2015));
  });

  it('begins at a time', async () => {
    const { file, view } = container();
    file.write(90);
    const early = view({ tail: 60 });
    await take(early.items, 60);
    expect(await take(view({ since: stamp(60) }).items, 30)).toEqual(numbers(60, 90));
    expect(file.requests).toHaveLength(1);
    expect(await take(view({ since: stamp(9) }).items, 81)).toEqual(numbers(9, 90));
  });

  it('tells a slow viewer what it missed, while nobody waits for it', async () => {
    const { file, view } = container();
    const slow = view();
    const quick = view();
    file.write(10);
    expect(await take(slow.items, 10)).toHaveLength(10);
    const pad = 'x'.repeat(1000);
    let read = 0;
    for (let round = 0; round < 120; round += 1) {
      file.write(100, pad);
      read += (await take(quick.items, 100)).length;
      if (round === 0) read -= 10;
    }
    expect(read).toBe(12_000);
    let skipped = 0;
    let last = 9;
    let lines = 10;
    while (last < 12_009) {
      const { value } = await slow.items.next();
      const item = value as LogItem;
      if (item.kind === 'mark') {
        if (item.mark.mark === 'skipped') skipped += item.mark.lines;
        continue;
      }
      for (const line of item.lines) {
        last = Number(line.bytes.toString().split(' ').at(-1));
        lines += 1;
      }
    }
    expect(skipped).toBeGreaterThan(1000);
    expect(lines + skipped).toBe(12_010);
  });

  it('is read no further than its only viewer reads', async () => {
    const { file, view } = container();
    const { items } = view();
    const pad = 'x'.repeat(1000);
    file.write(20_000, pad);
    expect(await take(items, 20_000)).toHaveLength(20_000);
  });

  it('goes on in another viewer’s name when the first leaves or loses the right', async () => {
    const { file, view, hub } = container();
    file.write(10);
    const one = view();
    await take(one.items, 10);
    const two = view();
    await take(two.items, 10);
    one.abort.abort();
    await one.items.return(undefined);
    file.write(5);
    expect(await take(two.items, 5)).toEqual(numbers(10, 15));
    expect(two.person.opened).toHaveLength(0);
    one.person.lost();
    await waitFor('the second to be asked for', () => two.person.opened.some((request) => request.follow));
    file.write(5);
    expect(await take(two.items, 5)).toEqual(numbers(15, 20));
    expect(hub()?.viewerCount).toBe(1);
  });

  it('refuses who the cluster refuses, and serves the others', async () => {
    const { file, view } = container();
    file.write(3);
    const bad = view({}, new Person(file, true));
    const good = view();
    await expect(take(bad.items, 1)).rejects.toMatchObject({ code: 'cluster.forbidden' });
    expect(await take(good.items, 3)).toEqual(numbers(0, 3));
  });

  it('goes on after a cut, each line once', async () => {
    const { file, view } = container();
    file.write(500);
    const viewers = [view(), view()];
    for (const { items } of viewers) await take(items, 500);
    file.cut();
    file.write(200);
    for (const { items } of viewers) expect(await take(items, 200)).toEqual(numbers(500, 700));
  });
});

describe('a viewer with a sink', () => {
  const textOf = (item: LogItem) =>
    item.kind === 'lines' ? item.lines.plain().toString() : `[${item.mark.mark}]`;

  function viewer() {
    let out = '';
    let written: LogItem | null = null;
    let full = false;
    let again: () => void = () => undefined;
    const sink: ItemSink = {
      take: (item) => {
        out += textOf(item);
        return !full;
      },
      room: (then) => {
        again = then;
      },
    };
    const { file, view } = container();
    file.write(5);
    const { items, abort } = view({ sink: (after) => (after !== null && after === written ? sink : null) });
    return {
      file,
      abort,
      out: () => out,
      /** Takes what is yielded, as whoever writes it does. */
      take: async () => {
        const { value, done } = await items.next();
        if (done || !value) return false;
        out += textOf(value);
        written = value;
        return true;
      },
      fill: () => {
        full = true;
      },
      empty: () => {
        full = false;
        again();
      },
    };
  }
  const lines = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => `line ${from + at}\n`).join('');

  it('gets what waits by asking and what comes by itself, in order', async () => {
    const one = viewer();
    expect(await one.take()).toBe(true);
    const end = one.take();
    one.file.write(20);
    await waitFor('the lines', () => one.out() === lines(0, 25), { every: 5 });
    one.file.write(20);
    await waitFor('the lines', () => one.out() === lines(0, 45), { every: 5 });
    one.abort.abort();
    expect(await end).toBe(false);
  });

  it('is given nothing while it is full, and the rest afterwards', async () => {
    const one = viewer();
    await one.take();
    const end = one.take();
    one.fill();
    one.file.write(1);
    await waitFor('the line', () => one.out().endsWith('line 5\n'), { every: 5 });
    const before = one.out();
    one.file.write(10);
    await new Promise((resolve) => setImmediate(resolve));
    expect(one.out()).toBe(before);
    one.empty();
    await waitFor('the rest', () => one.out() === lines(0, 16), { every: 5 });
    one.abort.abort();
    expect(await end).toBe(false);
  });
});

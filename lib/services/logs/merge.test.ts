import { describe, expect, it } from 'vitest';
import { LineBatch, type LogItem, type LogLine } from '@/lib/domain/log';
import { LogMerge } from './merge';

const line = (nanos: number): LogLine => ({
  stamp: `2026-11-21T04:00:00.${String(nanos).padStart(9, '0')}Z`,
  bytes: Buffer.from(String(nanos)),
  first: true,
  newline: true,
});

async function* source(pod: string, chunks: number[][], pulled: string[] = []): AsyncGenerator<LogItem> {
  for (const chunk of chunks) {
    pulled.push(pod);
    yield { kind: 'lines', pod, container: 'c', lines: LineBatch.of(chunk.map(line)) };
  }
}

async function text(items: AsyncIterable<LogItem>): Promise<string[]> {
  const out: string[] = [];
  for await (const item of items) {
    if (item.kind === 'lines') out.push(...[...item.lines].map((entry) => entry.bytes.toString()));
  }
  return out;
}

const place = (): LogItem => ({ kind: 'mark', mark: { mark: 'gap', pod: 'x', container: 'c', at: '' } });

describe('LogMerge', () => {
  it('brings backlogs in the order of time', async () => {
    const merge = new LogMerge(new AbortController().signal, place);
    merge.add(
      source('a', [
        [1, 4, 5],
        [9, 12],
      ]),
    );
    merge.add(
      source('b', [
        [2, 3, 6],
        [7, 8, 20],
      ]),
    );
    merge.add(source('c', [[10]]));
    merge.seal();
    expect(await text(merge.items())).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '8',
      '9',
      '10',
      '12',
      '20',
    ]);
  });

  it('does not wait for a source that says nothing', async () => {
    const abort = new AbortController();
    const merge = new LogMerge(abort.signal, place);
    merge.add(source('a', [[1], [2], [3]]));
    merge.add({ next: () => new Promise(() => undefined) });
    const seen: string[] = [];
    for await (const item of merge.items()) {
      if (item.kind === 'lines') seen.push(item.lines.bytes(0).toString());
      if (seen.length === 3) break;
    }
    expect(seen).toEqual(['1', '2', '3']);
  });

  it('asks a source for more only when its last item was taken', async () => {
    const pulled: string[] = [];
    const merge = new LogMerge(new AbortController().signal, place);
    merge.add(source('a', [[1], [2], [3], [4]], pulled));
    merge.seal();
    const items = merge.items();
    await items.next();
    await new Promise((resolve) => setImmediate(resolve));
    expect(pulled).toHaveLength(2);
    await items.return(undefined);
  });

  it('ends with the signal, and puts a mark in the place of a source that threw', async () => {
    const abort = new AbortController();
    const merge = new LogMerge(abort.signal, place);
    merge.add({ next: () => Promise.reject(new Error('broken')) });
    const items = merge.items();
    expect((await items.next()).value).toMatchObject({ mark: { mark: 'gap' } });
    const last = items.next();
    abort.abort();
    expect((await last).done).toBe(true);
  });

  it('says once that lines were left out, however the lines behind are divided', async () => {
    const merge = new LogMerge(new AbortController().signal, place);
    async function* apart(): AsyncGenerator<LogItem> {
      const lines = LineBatch.of([1, 3, 5].map(line));
      yield { kind: 'lines', pod: 'a', container: 'c', lines, apart: true };
    }
    merge.add(apart());
    merge.add(source('b', [[2, 4]]));
    merge.seal();
    const told: string[] = [];
    for await (const item of merge.items()) {
      if (item.kind === 'lines' && item.apart) told.push(item.lines.bytes(0).toString());
    }
    expect(told).toEqual(['1']);
  });
});

import { describe, expect, it } from 'vitest';
import { LineBatch, type LogItem } from '@/lib/domain/log';
import { encode, jsonEncoder, PlainEncoder } from './encode';

const batch = (...texts: string[]) =>
  LineBatch.of(
    texts.map((text) => ({
      stamp: '2026-11-21T04:00:00.000000001Z',
      bytes: Buffer.from(text),
      first: true,
      newline: true,
    })),
  );

async function* items(...all: LogItem[]): AsyncGenerator<LogItem> {
  yield* all;
}

async function text(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString();
}

describe('lines that were left out', () => {
  const shared = batch('b', 'c');
  const of = (lines: LineBatch, apart: boolean): LogItem => ({
    kind: 'lines',
    pod: 'p',
    container: 'k',
    lines,
    apart,
  });

  it('are told once, before the first line behind them, to each reader of its own', async () => {
    const apart = async (item: LogItem) =>
      (await text(encode(items(of(batch('a'), false), item), jsonEncoder)))
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { apart?: true }).apart);
    expect(await apart(of(shared, true))).toEqual([undefined, true, undefined]);
    // What is encoded is kept with the lines, for all who read them: another reader left nothing out.
    expect(await apart(of(shared, false))).toEqual([undefined, undefined, undefined]);
  });

  it('are told as grep does in plain text', async () => {
    const encoder = new PlainEncoder({ prefix: false, timestamps: false });
    const plain = encode(items(of(batch('a'), false), of(batch('b', 'c'), true)), encoder);
    expect(await text(plain)).toBe('a\n--\nb\nc\n');
  });
});

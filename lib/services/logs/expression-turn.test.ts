import { describe, expect, it } from 'vitest';
import { LineBatch, lineFilter, type LogItem } from '@/lib/domain/log';
import { expressionTurn } from './expression-turn';
import { selectLines } from './select';

// Every place where an "a" stands begins a state of its own: minutes for one line.
const SLOW = `/${Array.from({ length: 30 }, (_, at) => `a[ab]{${960 + at}}[cd]`).join('|')}/`;
let bit = 1;
const noise = Array.from({ length: 16_000 }, () => {
  bit = (bit * 48_271) % 2_147_483_647;
  return bit % 2 ? 'a' : 'b';
}).join('');
const STAMP = '2026-11-21T04:00:00.000000001Z';
const batch = (...texts: string[]) =>
  LineBatch.of(texts.map((text) => ({ stamp: STAMP, bytes: Buffer.from(text), first: true, newline: true })));

describe('the turn of a person’s expressions', () => {
  it('ends a search that would hold the process', () => {
    const filter = lineFilter(SLOW);
    const lines = batch(noise);
    const began = performance.now();
    const search = () => expressionTurn('ends').run(lines.wire.length, () => filter?.(lines));
    expect(search).toThrow(
      expect.objectContaining({
        code: 'log.expression_slow',
        fields: [expect.objectContaining({ path: 'grep' })],
      }),
    );
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it('makes that person wait afterwards, whichever stream asks, and nobody else', async () => {
    const one = expressionTurn('waits');
    const busy = () => {
      for (const until = performance.now() + 60; performance.now() < until;);
    };
    one.run(0, busy);
    const began = performance.now();
    await expressionTurn('another').rest();
    expect(performance.now() - began).toBeLessThan(100);
    await expressionTurn('waits').rest();
    expect(performance.now() - began).toBeGreaterThan(200);
    const left = new AbortController();
    one.run(0, busy);
    left.abort();
    await expect(one.rest(left.signal)).rejects.toThrow();
  });

  it('passes on what the step gives and throws', () => {
    const turn = expressionTurn('passes');
    expect(turn.run(0, () => [1, 2])).toEqual([1, 2]);
    expect(() =>
      turn.run(0, () => {
        throw new RangeError('mine');
      }),
    ).toThrow(RangeError);
  });
});

it('a selection rests before each search', async () => {
  const order: string[] = [];
  const items = async function* (): AsyncGenerator<LogItem> {
    for (const text of ['one', 'two']) yield { kind: 'lines', pod: 'p', container: 'c', lines: batch(text) };
  };
  const selection = {
    filter: () => {
      order.push('search');
      return [0];
    },
    levels: null,
    context: 0,
    limit: undefined,
    lookOn: false,
    rest: async () => {
      order.push('rest');
    },
  };
  for await (const _ of selectLines(items(), selection, { limited: false, more: null }));
  expect(order).toEqual(['rest', 'search', 'rest', 'search']);
});

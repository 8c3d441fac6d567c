import { describe, expect, it } from 'vitest';
import { applyListDelta, listDelta, type LiveList } from './list-delta';

interface Row {
  name: string;
  value: number;
}

const keyOf = (row: Row) => row.name;
const list = (text: string, total = 9): LiveList<Row> => ({
  rows: [...text.matchAll(/([a-z])(\d?)/g)].map(([, name = '', value]) => ({
    name,
    value: Number(value ?? 0),
  })),
  total,
});
const delta = (before: string, after: string) => listDelta(list(before), list(after), keyOf);

describe('a delta of a list', () => {
  it('is nothing when nothing differs', () => {
    expect(delta('abc', 'abc')).toBeNull();
  });

  it('carries a changed row, and only that', () => {
    expect(delta('abc', 'ab1c')).toEqual({ set: [{ name: 'b', value: 1 }] });
  });

  it('carries what came with its place, and the keys of what went', () => {
    expect(delta('abc', 'axc')).toEqual({ gone: ['b'], put: [[1, { name: 'x', value: 0 }]] });
  });

  it('moves one row, not all that stand after it', () => {
    expect(delta('abcdef', 'bcdefa')).toEqual({ put: [[5, { name: 'a', value: 0 }]] });
    expect(delta('abcdef', 'fabcde')).toEqual({ put: [[0, { name: 'f', value: 0 }]] });
  });

  it('tells the total when it differs', () => {
    expect(listDelta(list('a', 1), list('a', 2), keyOf)).toEqual({ total: 2 });
  });

  it('leads from any page to any other', () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) & 0x7fffffff;
      return seed % below;
    };
    const page = (): LiveList<Row> => {
      const names = 'abcdefghij'
        .split('')
        .filter(() => random(3) > 0)
        .sort(() => random(3) - 1);
      return { rows: names.map((name) => ({ name, value: random(2) })), total: random(20) };
    };
    let shown = page();
    for (let round = 0; round < 500; round += 1) {
      const next = page();
      const change = listDelta(shown, next, keyOf);
      const after = change ? applyListDelta(shown, change, keyOf) : shown;
      expect(after).toEqual(next);
      shown = after;
    }
  });

  it('leaves rows that did not change the same objects', () => {
    const before = list('abc');
    const after = applyListDelta(before, { set: [{ name: 'b', value: 1 }] }, keyOf);
    expect(after.rows[0]).toBe(before.rows[0]);
    expect(after.rows[1]).not.toBe(before.rows[1]);
  });
});

import { expect, it } from 'vitest';
import { entryOf, type LogEntry } from './entry';
import { Ring } from './ring';
import { placeOf, rangeIn, selectedRange, selectedText, wordAt, type Selection } from './selection';

const rows = new Ring<LogEntry>();
const texts = ['zero', 'o\u001b[31mne\u001b[0m', '', 'tab\tthree \u202e港🙂', 'four'];
texts.forEach((line, at) =>
  rows.push(entryOf({ ts: `2026-11-21T04:00:0${at}Z`, pod: at < 2 ? 'a' : 'b', line }, 10 + at * 2)),
);
rows.push(entryOf({ mark: 'joined', at: '' }, 30));
rows.push(entryOf({ ts: '2026-11-21T04:00:09Z', pod: 'b', line: 'last' }, 31));

const from = (id: number, at: number, toId: number, toAt: number): Selection => ({
  anchor: { id, at },
  focus: { id: toId, at: toAt },
});

it('is copied as it was written, whichever way it was drawn, without marks and colours', () => {
  const text = 'ro\none\n\ntab\tthree \u202e港🙂\nfour\nla';
  expect(selectedText(rows, from(10, 2, 31, 2))).toBe(text);
  expect(selectedText(rows, from(31, 2, 10, 2))).toBe(text);
  expect(selectedText(rows, from(16, 4, 16, 9))).toBe('three');
  expect(selectedText(rows, from(16, 4, 16, 4))).toBe('');
});

it('goes on where lines were dropped or are not shown', () => {
  expect(placeOf(rows, 11)).toBe(1);
  expect(selectedText(rows, from(3, 7, 11, 0))).toBe('zero');
  expect(rangeIn(from(12, 1, 16, 2), 14)).toEqual({ from: 0, to: Infinity });
  expect(rangeIn(from(12, 1, 16, 2), 18)).toBeNull();
});

it('tells times and pods of its lines', () => {
  expect(selectedRange(rows, from(12, 0, 18, 1))).toEqual({
    from: '2026-11-21T04:00:01Z',
    to: '2026-11-21T04:00:04Z',
    pods: ['a', 'b'],
    lines: 4,
  });
  expect(selectedRange(rows, from(30, 0, 30, Infinity))).toBeNull();
});

it('finds the word under the mouse', () => {
  expect(wordAt('GET /a-b.c?x', 6)).toEqual([5, 10]);
  expect(wordAt('  ', 1)).toEqual([1, 1]);
  expect(wordAt('end', Infinity)).toEqual([0, 3]);
});

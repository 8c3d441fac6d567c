import { expect, it } from 'vitest';
import { entryOf, type LogEntry } from './entry';
import { FindIndex } from './find-index';
import { finder } from './highlight';
import { Ring } from './ring';

const look = (index: FindIndex) => {
  while (index.step());
};

it('finds each line once, also in what comes later, and forgets what was dropped', () => {
  const rows = new Ring<LogEntry>();
  let id = 0;
  const add = (count: number) => {
    for (let at = 0; at < count; at += 1, id += 1) rows.push(entryOf({ line: `line ${id}` }, id + 1));
  };
  const find = finder('/^line \\d*00$/');
  if (!find) throw new Error('no expression');
  const index = new FindIndex(rows, find);
  add(5000);
  look(index);
  expect(index.count).toBe(49);
  expect(index.from(0, true)).toBe(100);
  expect(index.from(100, true)).toBe(200);
  expect(index.from(100, false)).toBe(4900);
  expect(index.numberOf(300)).toBe(3);
  expect(index.numberOf(301)).toBe(0);
  add(200);
  for (let at = 0; at < 250; at += 1) rows.shift();
  look(index);
  expect(index.count).toBe(49);
  expect(index.numberOf(300)).toBe(1);
  expect(index.from(5100, true)).toBe(300);
});

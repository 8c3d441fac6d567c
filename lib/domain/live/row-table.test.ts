import { expect, it } from 'vitest';
import { pageOfRows, RowTable } from './row-table';

interface Row {
  name: string;
  restarts: number;
}

const nameOf = (row: Row) => row.name;
const byName = (a: Row, b: Row): number => (a.name < b.name ? -1 : 1);
const byRestarts = (a: Row, b: Row): number => b.restarts - a.restarts || byName(a, b);

function table(...rows: Row[]): RowTable<Row> {
  const made = new RowTable<Row>();
  for (const row of rows) made.set(row.name, row);
  return made;
}

it('keeps each order in step with what came, changed and went', () => {
  const rows = table({ name: 'b', restarts: 0 }, { name: 'a', restarts: 1 });
  const names = (compare: typeof byName) => rows.ordered(compare, nameOf).map(nameOf).join('');
  expect([names(byName), names(byRestarts)]).toEqual(['ab', 'ab']);
  rows.set('b', { name: 'b', restarts: 5 });
  rows.set('c', { name: 'c', restarts: 2 });
  expect([names(byName), names(byRestarts)]).toEqual(['abc', 'bca']);
  rows.delete('a');
  expect([names(byName), names(byRestarts)]).toEqual(['bc', 'bc']);
  rows.set('a', { name: 'a', restarts: 9 });
  expect([names(byName), names(byRestarts)]).toEqual(['abc', 'abc']);
});

it('sorts once for all who read the same order of the same rows', () => {
  const rows = table({ name: 'b', restarts: 0 }, { name: 'a', restarts: 1 });
  expect(rows.ordered(byName, nameOf)).toBe(rows.ordered(byName, nameOf));
});

it('cuts a page out of what fits', () => {
  const all = Array.from({ length: 10 }, (_, index) => ({ name: `p${index}`, restarts: index % 2 }));
  const odd = (row: Row) => row.restarts === 1;
  const page = pageOfRows(all, odd, { offset: 1, limit: 2 });
  expect(page.rows.map(nameOf)).toEqual(['p3', 'p5']);
  expect(page.total).toBe(5);
});

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
  const names = (compare: typeof byName) => rows.ordered(compare).map(nameOf).join('');
  expect([names(byName), names(byRestarts)]).toEqual(['ab', 'ab']);
  rows.set('b', { name: 'b', restarts: 5 });
  rows.set('c', { name: 'c', restarts: 2 });
  expect([names(byName), names(byRestarts)]).toEqual(['abc', 'bca']);
  rows.delete('a');
  expect([names(byName), names(byRestarts)]).toEqual(['bc', 'bc']);
  rows.set('a', { name: 'a', restarts: 9 });
  expect([names(byName), names(byRestarts)]).toEqual(['abc', 'abc']);
});

it('mends an order as if it had been made anew', () => {
  let seed = 3;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return (seed >> 8) % below;
  };
  const rows = table();
  for (let round = 0; round < 300; round += 1) {
    for (let change = random(8); change > 0; change -= 1) {
      const name = `p${random(40)}`;
      if (random(3) === 0) rows.delete(name);
      else rows.set(name, { name, restarts: random(4) });
    }
    for (const compare of [byName, byRestarts]) {
      expect(rows.ordered(compare)).toEqual([...rows.values()].sort(compare));
    }
  }
});

it('sorts once for all who read the same order of the same rows', () => {
  const rows = table({ name: 'b', restarts: 0 }, { name: 'a', restarts: 1 });
  expect(rows.ordered(byName)).toBe(rows.ordered(byName));
});

it('cuts a page out of what fits', () => {
  const all = Array.from({ length: 10 }, (_, index) => ({ name: `p${index}`, restarts: index % 2 }));
  const odd = (row: Row) => row.restarts === 1;
  const page = pageOfRows(all, odd, { offset: 1, limit: 2 });
  expect(page.rows.map(nameOf)).toEqual(['p3', 'p5']);
  expect(page.total).toBe(5);
});

import { expect, it } from 'vitest';
import { changedValues, firstRows, withEntries } from './form-values';

const row = (key: string, value: string, known = false) => ({ key, value, known });

it('writes only what was touched: a known key left empty stays, one taken out goes', () => {
  const rows = [row('user', '', true), row('password', 'new', true), row('host', 'db'), row('', '')];
  expect(changedValues(['user', 'password', 'port'], rows)).toEqual({
    port: null,
    password: 'new',
    host: 'db',
  });
  expect(changedValues([], [row('empty', '')])).toEqual({ empty: '' });
});

it('puts pasted entries on the keys that are there, else below', () => {
  const entries = [
    { key: 'password', value: 'p' },
    { key: 'host', value: 'db' },
  ];
  expect(withEntries([...firstRows(['user', 'password'])], entries)).toEqual([
    row('user', '', true),
    row('password', 'p', true),
    row('host', 'db'),
  ]);
  expect(withEntries(firstRows([]), entries)).toEqual([row('password', 'p'), row('host', 'db')]);
});

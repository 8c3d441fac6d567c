import { expect, it } from 'vitest';
import { fieldsOf, looksLikeJson } from './fields';

it('names the values of a JSON object by the way to them', () => {
  expect(
    fieldsOf('{"level":"info","msg":"a \\"b\\"","http":{"status":200,"ok":true},"tags":["x",1],"none":null}'),
  ).toEqual([
    { name: 'level', value: 'info' },
    { name: 'msg', value: 'a "b"' },
    { name: 'http.status', value: '200' },
    { name: 'http.ok', value: 'true' },
    { name: 'tags', value: '["x",1]' },
    { name: 'none', value: 'null' },
  ]);
});

it('takes nothing else for fields', () => {
  expect(fieldsOf('[1]')).toBeNull();
  expect(fieldsOf('{"a":')).toBeNull();
  expect(looksLikeJson(' {"a":1} ')).toBe(true);
  expect(looksLikeJson('a {b}')).toBe(false);
});

it('does not go deeper, or further, than can be shown', () => {
  const deep = '{"a":'.repeat(40) + '1' + '}'.repeat(40);
  expect(fieldsOf(deep)).toHaveLength(1);
  const wide = JSON.stringify(Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`k${at}`, at])));
  expect(fieldsOf(wide)).toHaveLength(200);
});

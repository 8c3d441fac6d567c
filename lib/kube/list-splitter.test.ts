import { describe, expect, it } from 'vitest';
import { ListSplitter } from './list-splitter';

const list = {
  kind: 'PodList',
  apiVersion: 'v1',
  metadata: { resourceVersion: '7', continue: 'x', items: [{ not: 'an item' }] },
  items: [
    { metadata: { name: 'a' }, spec: { items: [1, { b: ']}' }], text: 'a "quoted\\" ] } , {' } },
    { metadata: { name: '名字' }, empty: {}, list: [] },
    {},
  ],
  tail: ['items'],
};

function split(text: string, size: number) {
  const bytes = Buffer.from(text);
  const splitter = new ListSplitter();
  const items: unknown[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    for (const item of splitter.push(bytes.subarray(at, at + size))) items.push(JSON.parse(item.toString()));
  }
  return { items, rest: JSON.parse(splitter.rest().toString()) as unknown };
}

describe('ListSplitter', () => {
  it.each([1, 2, 3, 7, 64, 100_000])('gives the items and the rest, in chunks of %i bytes', (size) => {
    for (const text of [JSON.stringify(list), `${JSON.stringify(list, undefined, 2)}\n`]) {
      const { items, rest } = split(text, size);
      expect(items).toEqual(list.items);
      expect(rest).toEqual({ ...list, items: [] });
    }
  });

  it('knows an empty list', () => {
    expect(split('{"items":[],"metadata":{}}', 5)).toEqual({ items: [], rest: { items: [], metadata: {} } });
    expect(split('{"items":null,"metadata":{}}', 5)).toEqual({
      items: [],
      rest: { items: null, metadata: {} },
    });
  });
});

import { describe, expect, it } from 'vitest';
import { LineSplitter } from './line-splitter';

const text = Buffer.from('Grüße\r\n10%\r20%\n\n集群 🚢\nrest');
const lines = ['Grüße\r', '10%\r20%', '', '集群 🚢'];

describe('LineSplitter', () => {
  it.each([1, 2, 3, 5, 7, 100])('finds the same lines in chunks of %i bytes', (size) => {
    const splitter = new LineSplitter();
    const found: string[] = [];
    for (let at = 0; at < text.length; at += size) {
      found.push(...splitter.push(text.subarray(at, at + size)).map(String));
    }
    expect(found).toEqual(lines);
    expect(String(splitter.rest())).toBe('rest');
    expect(splitter.rest()).toBeNull();
  });

  it('carries a line of megabytes in linear time', () => {
    const splitter = new LineSplitter();
    const chunk = Buffer.alloc(1000, 'x');
    for (let count = 0; count < 4000; count += 1) expect(splitter.push(chunk)).toEqual([]);
    expect(splitter.push(Buffer.from('\n'))[0]?.length).toBe(4_000_000);
  });
});

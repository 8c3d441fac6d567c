import { describe, expect, it } from 'vitest';
import { LineBatch } from './batch';
import { lineFilter } from './filter';

const STAMP = '2026-11-21T04:00:00.000000001Z';
const batch = (...texts: (string | Buffer)[]) =>
  LineBatch.of(texts.map((text) => ({ stamp: STAMP, bytes: Buffer.from(text), first: true, newline: true })));
const judge = (grep: string, line: string | Buffer) => lineFilter(grep)?.(batch(line)).length === 1;

describe('lineFilter', () => {
  it('takes plain text as it stands', () => {
    expect(judge('a.c', 'xa.cx')).toBe(true);
    expect(judge('a.c', 'abc')).toBe(false);
    expect(judge('港', '入港中')).toBe(true);
    expect(judge('/', 'a/b')).toBe(true);
  });
  it('finds text in lines only, each once', () => {
    const lines = batch('aa 2026', 'b', '', '26', 'x\u0000y aa aa');
    expect(lineFilter('aa')?.(lines)).toEqual([0, 4]);
    expect(lineFilter('2026')?.(lines)).toEqual([0]);
    expect(lineFilter('26')?.(lines)).toEqual([0, 3]);
    expect(lineFilter('b\n2026')?.(lines)).toEqual([]);
    expect(lineFilter('04:00')?.(lines)).toEqual([]);
    expect(lineFilter('2026')?.(lines.slice(1))).toEqual([]);
    expect(lineFilter('26')?.(lines.slice(1))).toEqual([2]);
  });
  it('takes /…/ as an expression', () => {
    expect(judge('/a.c/', 'abc')).toBe(true);
    expect(judge('/A.C/i', 'abc')).toBe(true);
    expect(judge('/^\\d+ (GET|POST)/', '12 GET /')).toBe(true);
    expect(judge('/港./', '入港中')).toBe(true);
    expect(judge('/b$/', Buffer.from([0xff, 0x62]))).toBe(true);
  });
  it('says when an expression can’t be read', () => expect(lineFilter('/(/')).toBeNull());
  it('takes time linear in the line', () => {
    const filter = lineFilter('/(a+)+$/');
    const started = performance.now();
    expect(filter?.(batch(`${'a'.repeat(20_000)}!`))).toEqual([]);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

import { describe, expect, it } from 'vitest';
import { lineFilter } from './filter';

const judge = (grep: string, line: string | Buffer) => lineFilter(grep)?.(Buffer.from(line));

describe('lineFilter', () => {
  it('takes plain text as it stands', () => {
    expect(judge('a.c', 'xa.cx')).toBe(true);
    expect(judge('a.c', 'abc')).toBe(false);
    expect(judge('港', '入港中')).toBe(true);
    expect(judge('/', 'a/b')).toBe(true);
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
    expect(filter?.(Buffer.from(`${'a'.repeat(20_000)}!`))).toBe(false);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

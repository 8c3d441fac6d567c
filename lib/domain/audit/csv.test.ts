import { describe, expect, it } from 'vitest';
import { csvCell, csvLine } from './csv';

describe('csvCell', () => {
  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['=cmd|calc', "'=cmd|calc"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
    [null, ''],
    [undefined, ''],
    [42, '42'],
    [{ a: 1 }, '"{""a"":1}"'],
  ])('%j is written %s', (value, expected) => {
    expect(csvCell(value)).toBe(expected);
  });
});

it('ends a line as RFC 4180 says', () => {
  expect(csvLine(['a', null, 'b'])).toBe('a,,b\r\n');
});

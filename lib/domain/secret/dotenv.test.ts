import { describe, expect, it } from 'vitest';
import { parseDotenv } from './dotenv';

const read = (text: string) => parseDotenv(text).entries.map(({ key, value }) => [key, value]);

describe('parseDotenv', () => {
  it.each([
    ['A=1', [['A', '1']]],
    ['export A = 1 ', [['A', '1']]],
    [
      '\uFEFFA=1\r\nB=2\r\n',
      [
        ['A', '1'],
        ['B', '2'],
      ],
    ],
    ['# note\n\n A=', [['A', '']]],
    ['A=x # note', [['A', 'x']]],
    ['A=# note', [['A', '']]],
    ['A=x#y', [['A', 'x#y']]],
    ["A='$x \\n # kept'", [['A', '$x \\n # kept']]],
    ['A="two\\nlines \\"q\\" \\\\ \\z"', [['A', 'two\nlines "q" \\ \\z']]],
    [
      'A="-----BEGIN\nabc\n-----END"\nB=2',
      [
        ['A', '-----BEGIN\nabc\n-----END'],
        ['B', '2'],
      ],
    ],
    ['A="x" # note', [['A', 'x']]],
    [
      'tls.crt=1\nA=1\nA=2',
      [
        ['tls.crt', '1'],
        ['A', '2'],
      ],
    ],
    ['A=b=c==', [['A', 'b=c==']]],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
    expect(parseDotenv(text).faults).toEqual([]);
  });

  it('names the lines that it can’t read, and reads the others', () => {
    expect(parseDotenv('A=1\nno assignment\nB="open\nC=3')).toEqual({
      entries: [
        { key: 'A', value: '1' },
        { key: 'C', value: '3' },
      ],
      faults: [2, 3],
    });
    expect(parseDotenv("A='x'y").faults).toEqual([1]);
  });
});

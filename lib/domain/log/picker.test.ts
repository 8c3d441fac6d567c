import { describe, expect, it } from 'vitest';
import { LineBatch } from './batch';
import { lineFilter } from './filter';
import { LinePicker, type Wanted } from './picker';

const STAMP = '2026-11-21T04:00:00.000000001Z';
const batch = (texts: string[]) =>
  LineBatch.of(texts.map((text) => ({ stamp: STAMP, bytes: Buffer.from(text), first: true, newline: true })));

/** What grep prints: `:` before hits, `-` before lines around them, `--` where lines were left out. */
function pick(texts: string[], size: number, wanted: Partial<Wanted>): string[] {
  const picker = new LinePicker({ filter: null, levels: null, context: 0, ...wanted });
  const out: string[] = [];
  for (let at = 0; at < texts.length; at += size) {
    for (const { lines, hits, apart } of picker.pick(batch(texts.slice(at, at + size)), Infinity)) {
      if (apart) out.push('--');
      for (const line of lines) out.push((hits > 0 ? ':' : '-') + line.bytes.toString());
    }
  }
  return out;
}

/** The same, told the simple way. */
function grep(texts: string[], hit: (text: string) => boolean, context: number): string[] {
  const out: string[] = [];
  let last = -1;
  texts.forEach((text, at) => {
    const near = texts.slice(Math.max(0, at - context), at + context + 1).some(hit);
    if (!near) return;
    if (last >= 0 && last < at - 1) out.push('--');
    last = at;
    out.push((hit(text) ? ':' : '-') + text);
  });
  return out;
}

describe('LinePicker', () => {
  const texts = Array.from({ length: 200 }, (_, at) =>
    (at * at * 7 + at) % 11 === 0 ? `${at} hit` : `${at}`,
  );
  it.each([1, 2, 3, 10, 200])('shows lines around hits as grep does, whatever the batches (%i)', (size) => {
    const filter = lineFilter('hit');
    for (const context of [1, 2, 3, 5, 50]) {
      expect(pick(texts, size, { filter, context })).toEqual(
        grep(texts, (text) => text.includes('hit'), context),
      );
    }
  });

  it('takes lines of some levels, stack traces with the line that they belong to', () => {
    const lines = [
      'INFO up',
      'ERROR down',
      '    at main.js:1',
      'Caused by: x',
      'plain',
      'WARN slow',
      ' more',
    ];
    expect(pick(lines, 2, { levels: new Set(['error']) })).toEqual([
      ':ERROR down',
      ':    at main.js:1',
      ':Caused by: x',
    ]);
    expect(pick(lines, 3, { levels: new Set(['none', 'warn']) })).toEqual([':plain', ':WARN slow', ': more']);
    expect(pick(lines, 3, { levels: new Set(['error']), filter: lineFilter('main') })).toEqual([
      ':    at main.js:1',
    ]);
  });

  it('ends at so many hits, and says whether lines around the last are missing', () => {
    const picker = new LinePicker({ filter: lineFilter('hit'), levels: null, context: 2 });
    expect(picker.pick(batch(['a', 'hit 1', 'hit 2', 'b']), 1).map(({ hits }) => hits)).toEqual([0, 1, 0]);
    expect(picker.open).toBe(false);
    expect(picker.pick(batch(['hit 3']), 1).map(({ hits }) => hits)).toEqual([1]);
    expect(picker.open).toBe(true);
  });
});

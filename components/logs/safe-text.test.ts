import { describe, expect, it } from 'vitest';
import { plainText, spansOf, writtenText } from './safe-text';

const text = (line: string) =>
  spansOf(line)
    .map((span) => span.text)
    .join('');

describe('spansOf', () => {
  it('keeps colours', () => {
    expect(
      spansOf('\u001b[31mred\u001b[0m and \u001b[1;92mbright\u001b[m').map((s) => [s.text, s.colour, s.bold]),
    ).toEqual([
      ['red', 'red', false],
      [' and ', '', false],
      ['bright', 'green', true],
    ]);
  });
  it('obeys nothing else', () => {
    expect(text('a\u001b]52;c;ZXZpbA==\u0007b')).toBe('ab');
    expect(text('a\u001b]8;;javascript:alert(1)\u001b\\link\u001b]8;;\u001b\\b')).toBe('alinkb');
    expect(text('a\u001b[2J\u001b[1;1H\u001b[?25lb\u001bcd')).toBe('abd');
    expect(text('a\u001b]0;title')).toBe('a');
    expect(text('a\u001bP+q544e\u001b\\b')).toBe('ab');
  });
  it('leaves markup as text and shows what can’t be seen', () => {
    expect(text('<script>alert(1)</script> & "x"')).toBe('<script>alert(1)</script> & "x"');
    expect(text('10%\r20%\r')).toBe('10%␍20%');
    expect(text('nul \u0000 bell \u0007')).toBe('nul ␀ bell ␇');
    expect(text('abc\u202edef')).toBe('abc�def');
    expect(text('tab\there')).toBe('tab\there');
  });
  it('takes time linear in the line', () => {
    const started = performance.now();
    text('\u001b]'.repeat(50_000));
    text(`\u001b[${'1;'.repeat(50_000)}`);
    expect(performance.now() - started).toBeLessThan(500);
  });
});

it('what is copied is what was written, character by character what is shown', () => {
  expect(writtenText('\u001b[31mred\u001b[0m line\r')).toBe('red line');
  const odd = 'nul \u0000 bidi \u202e tab\t港🙂';
  expect(writtenText(odd)).toBe(odd);
  expect(plainText(odd)).toHaveLength(odd.length);
});

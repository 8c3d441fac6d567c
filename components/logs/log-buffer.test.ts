import { describe, expect, it } from 'vitest';
import { LogBuffer, MOST_ENTRIES } from './log-buffer';
import type { LogRecord } from './entry';

const line = (at: number, text = String(at), pod = 'p'): LogRecord => ({
  ts: new Date(Date.parse('2026-11-21T04:00:00Z') + at).toISOString().replace('Z', '000000Z'),
  pod,
  container: 'c',
  line: text,
});
const settled = () => new Promise((resolve) => setTimeout(resolve, 300));
const texts = (buffer: LogBuffer) =>
  [...buffer.get().shown].map((entry) => (entry.kind === 'line' ? entry.text : `[${entry.mark}]`));

describe('LogBuffer', () => {
  it('goes on after a cut without repeating a line', async () => {
    const buffer = new LogBuffer();
    buffer.add([line(1), line(2, 'a'), line(2, 'b'), line(1, 'x', 'q')]);
    expect(buffer.resume()).toBe('2026-11-21T03:59:55.002Z');
    buffer.add([
      line(1),
      line(1, 'x', 'q'),
      line(2, 'a'),
      line(2, 'b'),
      line(2, 'c'),
      line(3),
      line(2, 'y', 'q'),
    ]);
    await settled();
    expect(texts(buffer)).toEqual(['1', 'a', 'b', 'x', 'c', '3', 'y']);
  });

  it('marks where lines were left out, but not again when the line is repeated after a cut', async () => {
    const buffer = new LogBuffer();
    buffer.add([line(1), { ...line(5), apart: true }]);
    buffer.resume();
    buffer.add([{ ...line(5), apart: true }, line(6)]);
    await settled();
    expect(texts(buffer)).toEqual(['1', '[apart]', '5', '6']);
  });

  it('joins the pieces of a long line', async () => {
    const buffer = new LogBuffer();
    buffer.add([{ ...line(1, 'abc'), partial: true }, line(1, 'def'), line(2, 'next')]);
    await settled();
    expect(texts(buffer)).toEqual(['abcdef', 'next']);
  });

  it('holds a bounded number of lines, and says how many it dropped', async () => {
    const buffer = new LogBuffer();
    for (let at = 0; at < 30; at += 1)
      buffer.add(Array.from({ length: 5000 }, (_, i) => line(at * 5000 + i)));
    await settled();
    const { shown, held, dropped } = buffer.get();
    expect([held, shown.length, dropped]).toEqual([MOST_ENTRIES, MOST_ENTRIES, 50_000]);
    expect(shown.at(shown.end - 1)).toMatchObject({ text: '149999' });
  });

  it('shows the chosen levels, with the stack traces of their lines, and every mark', async () => {
    const buffer = new LogBuffer();
    const levelled = (at: number, text: string, level?: 'error' | 'info') => ({ ...line(at, text), level });
    buffer.add([levelled(1, 'ok', 'info'), levelled(2, 'bad', 'error'), levelled(3, '  at main.c:1')]);
    buffer.choose(new Set(['error']));
    buffer.add([{ mark: 'joined', at: '' }, levelled(4, 'fine', 'info'), levelled(5, 'worse', 'error')]);
    await settled();
    expect(texts(buffer)).toEqual(['bad', '  at main.c:1', '[joined]', 'worse']);
    expect(buffer.get().held).toBe(6);
    buffer.choose(null);
    await settled();
    expect(texts(buffer)).toHaveLength(6);
  });
});

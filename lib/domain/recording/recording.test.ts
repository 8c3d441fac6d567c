import { describe, expect, it } from 'vitest';
import { parseCast } from '@/lib/testing/cast';
import { CastEncoder, CastParser, headerLine, Playback, sizeOf, type CastEvent } from '.';

const header = { columns: 101, rows: 33, startedAt: new Date('2026-11-30T12:00:00.900Z'), title: 'shop/web' };

function encoderAt(times: number[], limit = 1e6) {
  let at = 0;
  return new CastEncoder({ limit, clock: () => times[Math.min(at++, times.length - 1)] ?? 0 });
}
const eventsOf = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as CastEvent);
const textOf = (text: string) =>
  eventsOf(text)
    .filter(([, code]) => code === 'o')
    .map(([, , data]) => data)
    .join('');

describe('an asciicast', () => {
  it('is what the specification says, line by line', () => {
    const encoder = encoderAt([0, 12, 12.5, 9, 1_234_567.891]);
    const lines = [
      encoder.resize(101, 33),
      encoder.output(Buffer.from('$ ls\r\n\u001b[1m"x\\y"\u0007\u0000')),
      encoder.resize(80, 24),
      encoder.output(Buffer.from('a')),
      encoder.output(Buffer.from('end')),
    ].join('');
    const cast = parseCast(headerLine(header) + lines);
    expect(cast.header).toMatchObject({ width: 101, height: 33, timestamp: 1_796_040_000 });
    expect(cast.events.map(([at]) => at)).toEqual([0, 0.012, 0.0125, 0.0125, 1234.567891]);
    expect(cast.events[1]).toEqual([0.012, 'o', '$ ls\r\n\u001b[1m"x\\y"\u0007\u0000']);
    expect(cast.text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });

  it.each([1, 2, 3, 5, 7])('puts letters together that are cut every %d bytes', (step) => {
    const text = '\uFEFFé 你好 🙂 ﷽ e\u0301\r\n';
    const bytes = Buffer.from(text);
    const encoder = encoderAt([0]);
    let lines = '';
    for (let at = 0; at < bytes.length; at += step) lines += encoder.output(bytes.subarray(at, at + step));
    expect(textOf(lines + encoder.end())).toBe(text);
  });

  it('shows bytes that are no UTF-8 as such, and goes on behind them', () => {
    const encoder = encoderAt([0]);
    const lines = [
      encoder.output(Buffer.from([0x61, 0xff, 0xe4, 0xbd])),
      encoder.resize(10, 10),
      encoder.output(Buffer.from([0xa0, 0x62, 0xf0, 0x9f])),
      encoder.end(),
    ].join('');
    expect(textOf(lines)).toBe('a\uFFFD你b\uFFFD');
    expect(eventsOf(lines).map(([, code]) => code)).toEqual(['o', 'r', 'o', 'o']);
  });

  it('ends at its limit, once, and says so', () => {
    const encoder = encoderAt([0], 60);
    const all = ['12345', '6789abcdef', 'more'].map((part) => encoder.output(Buffer.from(part)));
    expect(encoder.cut).toBe(true);
    expect(textOf(all.join(''))).toBe(
      '123456789abcdef\u001b[0m\r\n[berth] the recording ends here: it is as long as one may be\r\n',
    );
    expect(encoder.resize(1, 1) + encoder.end()).toBe('');
  });

  it('tells each size once', () => {
    const encoder = encoderAt([0]);
    expect(encoder.resize(80, 24)).not.toBe('');
    expect(encoder.resize(80, 24)).toBe('');
    expect(encoder.resize(81, 24)).not.toBe('');
  });
});

describe('CastParser', () => {
  const text = `${headerLine(header)}[0.5, "o", "a\\n"]\n[1, "i", "typed"]\n[2, "r", "90x20"]\n[3, "m", ""]\nnonsense\n[4, "o", "b"]`;
  it.each([1, 4, 1000])(
    'reads what comes %d letters at a time, and leaves out what it does not know',
    (step) => {
      const parser = new CastParser();
      for (let at = 0; at < text.length; at += step) parser.push(text.slice(at, at + step));
      expect(parser.end()).toEqual({
        columns: 101,
        rows: 33,
        events: [
          [0.5, 'o', 'a\n'],
          [2, 'r', '90x20'],
          [4, 'o', 'b'],
        ],
      });
    },
  );
  it.each(['', '{"version":3,"width":1,"height":1}', '[1,"o","x"]', '<html>'])('refuses %s', (other) => {
    const parser = new CastParser();
    expect(() => {
      parser.push(`${other}\n`);
      parser.end();
    }).toThrow('not an asciicast');
  });
  it.each([
    ['90x20', { columns: 90, rows: 20 }],
    ['0x20', null],
    ['90x', null],
    ['99999x1', null],
  ])('reads the size %s', (data, size) => expect(sizeOf(data)).toEqual(size));
});

describe('Playback', () => {
  const events: CastEvent[] = [
    [0, 'o', 'a'],
    [0.5, 'o', 'b'],
    [60.5, 'o', 'c'],
    [61, 'r', '90x20'],
    [62, 'o', 'd'],
  ];
  const cast = { columns: 80, rows: 24, events };
  const shown = ({ fresh, events: drawn }: ReturnType<Playback['seek']>) =>
    (fresh ? '!' : '') + drawn.map(([, , data]) => data).join('');

  it('draws each event once, in time', () => {
    const playback = new Playback(cast, false);
    expect(playback.duration).toBe(62);
    const steps = [0, 0.25, 0.25, 30, 30, 0.5, 5].map((seconds) => shown(playback.advance(seconds)));
    expect(steps).toEqual(['!a', '', 'b', '', 'c', '90x20', 'd']);
    expect(playback).toMatchObject({ position: 62, atEnd: true });
    expect(shown(playback.advance(1))).toBe('');
  });

  it('draws on when it goes ahead, and all anew when it goes back', () => {
    const playback = new Playback(cast, false);
    expect(shown(playback.seek(61))).toBe('!abc90x20');
    expect(shown(playback.seek(62))).toBe('d');
    expect(shown(playback.seek(0.5))).toBe('!ab');
    expect(shown(playback.seek(0.6))).toBe('');
    expect(shown(playback.seek(-3))).toBe('!a');
    expect(playback.position).toBe(0);
  });

  it('shortens pauses, and keeps the place when that is changed', () => {
    const playback = new Playback(cast, true);
    expect(playback.duration).toBeCloseTo(0.5 + 1 + 0.5 + 1);
    expect(shown(playback.seek(1.6))).toBe('!abc');
    playback.skipIdle(false);
    expect(playback.position).toBeCloseTo(60.6);
    expect(shown(playback.advance(0))).toBe('');
    playback.skipIdle(true);
    expect(playback.position).toBeCloseTo(1.6);
    expect(shown(playback.seek(9))).toBe('90x20d');
  });

  it('keeps the place in the middle of a pause, as far as it is there still', () => {
    const playback = new Playback(cast, false);
    playback.seek(30);
    playback.skipIdle(true);
    expect(playback.position).toBeCloseTo(1.5);
    expect(shown(playback.advance(0))).toBe('c');
  });

  it('has an end even when nothing was said', () => {
    const playback = new Playback({ columns: 1, rows: 1, events: [] }, true);
    expect(shown(playback.advance(1))).toBe('!');
    expect(playback.atEnd).toBe(true);
  });
});

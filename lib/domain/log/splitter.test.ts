import { describe, expect, it } from 'vitest';
import { LineSplitter } from './splitter';
import type { LogLine } from './line';

const STAMP = '2026-11-21T04:00:00.000000001Z';

function split(bytes: Buffer, size: number, longest?: number): LogLine[] {
  const splitter = new LineSplitter(longest);
  const lines: LogLine[] = [];
  for (let at = 0; at < bytes.length; at += size)
    lines.push(...(splitter.push(bytes.subarray(at, at + size)) ?? []));
  return [...lines, ...(splitter.end() ?? [])];
}

function raw(lines: LogLine[]): Buffer {
  return Buffer.concat(
    lines.flatMap((line) => (line.newline ? [line.bytes, Buffer.from('\n')] : [line.bytes])),
  );
}

const contents = [
  Buffer.from('plain'),
  Buffer.from('港口 🚢 ünïcode'),
  Buffer.from([0, 1, 0xff, 0xfe, 0x80]),
  Buffer.from('10%\r20%\r100%\r'),
  Buffer.from('windows\r'),
  Buffer.from(''),
  Buffer.from('  two spaces first'),
];

describe('LineSplitter', () => {
  const wire = Buffer.concat(contents.flatMap((line) => [Buffer.from(`${STAMP} `), line, Buffer.from('\n')]));
  const written = Buffer.concat(contents.flatMap((line) => [line, Buffer.from('\n')]));

  it.each([1, 2, 3, 7, 31, 64, 100_000])('gives the bytes back whatever the chunks (%i)', (size) => {
    const lines = split(wire, size);
    expect(raw(lines).equals(written)).toBe(true);
    expect(lines.map((line) => line.stamp)).toEqual(contents.map(() => STAMP));
    expect(lines.every((line) => line.first && line.newline)).toBe(true);
  });

  it('keeps a last line without a newline', () => {
    const lines = split(Buffer.from(`${STAMP} a\n${STAMP} b`), 5);
    expect(lines.map((line) => [line.bytes.toString(), line.newline])).toEqual([
      ['a', true],
      ['b', false],
    ]);
  });

  it('passes an overlong line on in pieces with one stamp', () => {
    const lines = split(Buffer.from(`${STAMP} ${'x'.repeat(1000)}\n${STAMP} y\n`), 64, 256);
    expect(lines.filter((line) => line.first)).toHaveLength(2);
    expect(lines.length).toBeGreaterThan(3);
    expect(raw(lines).toString()).toBe(`${'x'.repeat(1000)}\ny\n`);
    expect(new Set(lines.map((line) => line.stamp))).toEqual(new Set([STAMP]));
  });

  it('leaves what carries no timestamp as it is', () => {
    expect(split(Buffer.from('unable to retrieve container logs\n'), 8)[0]).toMatchObject({
      stamp: '',
      newline: true,
    });
  });
});

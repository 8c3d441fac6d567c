import { describe, expect, it } from 'vitest';
import {
  ackedBytes,
  ackFrame,
  exitJson,
  FRAME_BYTES,
  noteFrame,
  OutputRing,
  OutputSkip,
  parseNote,
  parseStatus,
  resizeFrame,
  shellCommand,
  stdinFrames,
  takePid,
} from '.';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (value: Uint8Array) => new TextDecoder().decode(value);

describe('frames', () => {
  it('cuts a paste of a megabyte without losing a byte', () => {
    const paste = new Uint8Array(1_000_003).map((_, at) => at % 251);
    const frames = [...stdinFrames(paste)];
    expect(frames.every((item) => item[0] === 0 && item.length <= FRAME_BYTES + 1)).toBe(true);
    expect(Buffer.concat(frames.map((item) => item.subarray(1))).equals(Buffer.from(paste))).toBe(true);
  });
  it('tells the size and what was drawn', () => {
    expect(text(resizeFrame(120, 40).subarray(1))).toBe('{"Width":120,"Height":40}');
    expect(ackedBytes(ackFrame(70_000))).toBe(70_000);
    expect(ackedBytes(new Uint8Array([6, 1]))).toBe(0);
  });
});

describe('parseStatus', () => {
  it.each([
    ['{"metadata":{},"status":"Success"}', { exitCode: 0, reason: 'exited', message: '' }],
    [
      '{"status":"Failure","message":"command terminated with exit code 7","reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"7"}]}}',
      { exitCode: 7, reason: 'exited', message: 'command terminated with exit code 7' },
    ],
    [
      '{"status":"Failure","reason":"InternalError","message":"no sh","code":500}',
      { exitCode: null, reason: 'InternalError', message: 'no sh' },
    ],
    ['', null],
    ['null', null],
  ])('%s', (json, exit) => expect(parseStatus(json)).toEqual(exit));

  it.each([
    { exitCode: 0, reason: 'exited', message: '' },
    { exitCode: 7, reason: 'exited', message: 'seven' },
    { exitCode: null, reason: 'shell.not_found', message: 'none' },
  ])('reads what exitJson writes: $reason $exitCode', (exit) =>
    expect(parseStatus(exitJson(exit))).toEqual(exit),
  );
});

describe('takePid', () => {
  it('takes the wrapper’s message out, wherever the chunk ends', () => {
    const output = bytes('\u001b]5379;4711\u0007$ ');
    expect(takePid(output)).toEqual({ pid: 4711, rest: bytes('$ ') });
    for (let size = 0; size < 12; size += 1) expect(takePid(output.subarray(0, size))).toBe('incomplete');
  });
  it('leaves all else alone', () => {
    expect(takePid(bytes('hello'))).toBeNull();
    expect(takePid(bytes('\u001b]0;title\u0007'))).toBeNull();
  });
});

describe('OutputSkip', () => {
  it('keeps the end, from a line on, and says how much is missing', () => {
    const skip = new OutputSkip();
    for (let at = 0; at < 10_000; at += 1) skip.push(bytes(`line ${at} of a flood that nobody reads\r\n`));
    skip.push(bytes('^C\r\n$ '));
    const shown = text(skip.end('en'));
    expect(shown).toMatch(/^.\[0m\r\n\[\d+ KiB of output skipped\]\r\nline \d+ of/);
    expect(shown.endsWith('line 9999 of a flood that nobody reads\r\n^C\r\n$ ')).toBe(true);
    expect(shown.length).toBeLessThan(9000);
  });
  it('leaves a little whole', () => {
    const skip = new OutputSkip();
    skip.push(bytes('^C\r\n$ '));
    expect(text(skip.end('zh'))).toBe('^C\r\n$ ');
  });
});

describe('shellCommand', () => {
  it('hands the arguments of a command of one’s own over unchanged', () => {
    expect(shellCommand(['psql', '-c', 'select "1"; rm -rf $HOME']).slice(3)).toEqual([
      'sh',
      'psql',
      '-c',
      'select "1"; rm -rf $HOME',
    ]);
  });
});

describe('OutputRing', () => {
  const stream = Uint8Array.from({ length: 1000 }, (_, at) => (at * 7 + (at >> 8)) % 251);
  it.each([1, 3, 64, 100, 101, 999])('keeps exactly the last bytes, written %d at a time', (step) => {
    const ring = new OutputRing(100);
    for (let at = 0; at < stream.length; at += step) {
      ring.push(stream.subarray(at, at + step));
      const end = Math.min(at + step, stream.length);
      expect(ring.end).toBe(end);
      expect(ring.start).toBe(Math.max(0, end - 100));
      expect(ring.read(ring.start, 1000)).toEqual(stream.slice(ring.start, end));
      expect(ring.read(end - 1, 1)).toEqual(stream.slice(end - 1, end));
    }
  });
  it('grows up to its size and loses nothing on the way', () => {
    const ring = new OutputRing(256 * 1024);
    const bytes = Uint8Array.from({ length: 300_001 }, (_, at) => at % 253);
    for (let at = 0; at < bytes.length; at += 1777) ring.push(bytes.subarray(at, at + 1777));
    expect(Buffer.from(ring.read(ring.start, 1e9)).equals(Buffer.from(bytes.slice(-256 * 1024)))).toBe(true);
  });
  it('goes on where somebody left, or at the first whole line that is left', () => {
    const ring = new OutputRing(13);
    ring.push(bytes('first line\nsecond line\n$ '));
    expect(ring.resumeAt(20)).toBe(20);
    expect(ring.resumeAt(99)).toBe(ring.end);
    expect(text(ring.read(ring.resumeAt(0), 99))).toBe('$ ');
    const flat = new OutputRing(4);
    flat.push(bytes('abcdefgh'));
    expect(text(flat.read(flat.resumeAt(1), 99))).toBe('efgh');
  });
});

describe('notes', () => {
  it('come back as they were', () => {
    const note = { note: 'watchers' as const, names: ['林小姐', 'sam'] };
    expect(parseNote(noteFrame(note))).toEqual(note);
    expect(parseNote(bytes('\u0001{}'))).toBeNull();
    expect(parseNote(bytes('\u0007{'))).toBeNull();
  });
});

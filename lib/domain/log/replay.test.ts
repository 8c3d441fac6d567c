import { describe, expect, it } from 'vitest';
import { Replay } from './replay';

const stamp = (nanos: number) => `2026-11-21T04:00:00.${String(nanos).padStart(9, '0')}Z`;

/** Passes `file` on through breaks after `cuts` lines each; every reopening sends the file from the cut's second on. */
function read(file: number[], cuts: number[]): { lines: number[]; gaps: number } {
  const replay = new Replay();
  const lines: number[] = [];
  let gaps = 0;
  for (const cut of [...cuts, file.length]) {
    replay.begin();
    for (const [at, nanos] of file.entries()) {
      if (at >= cut) break;
      if (replay.isRepeat(stamp(nanos))) continue;
      if (replay.gap) gaps += 1;
      replay.settle();
      lines.push(at);
      replay.passed(stamp(nanos));
    }
  }
  return { lines, gaps };
}

describe('Replay', () => {
  const all = (file: number[]) => file.map((_, at) => at);

  it('neither loses nor doubles a line, wherever it breaks', () => {
    const file = Array.from({ length: 300 }, (_, at) => at * 10);
    for (const cut of [0, 1, 5, 63, 64, 65, 200, 299, 300]) {
      expect(read(file, [cut, Math.min(300, cut + 3)])).toEqual({ lines: all(file), gaps: 0 });
    }
  });

  it('counts stamps that repeat', () => {
    const file = [1, 1, 1, 2, 2, 2, 2, 3, 3];
    for (let cut = 0; cut <= file.length; cut += 1) expect(read(file, [cut]).lines).toEqual(all(file));
  });

  it('bears stamps that cross by a little', () => {
    const file = Array.from({ length: 400 }, (_, at) => (at % 3 === 0 ? at * 10 + 25 : at * 10));
    for (const cut of [1, 63, 64, 65, 66, 67, 128, 399]) expect(read(file, [cut]).lines).toEqual(all(file));
  });

  it('tells a gap when nothing of what was passed on comes again', () => {
    const replay = new Replay();
    replay.passed(stamp(1));
    expect(replay.begin()).toBe(stamp(1));
    expect(replay.isRepeat(stamp(9))).toBe(false);
    expect(replay.gap).toBe(true);
    replay.settle();
    expect(replay.gap).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { linesOfRun } from './crash-text';

const run = { startedAt: '2026-11-21T04:00:05Z', endedAt: '2026-11-21T04:00:07Z' };
const line = (second: string, text: string) => `2026-11-21T04:00:${second}.123456789Z ${text}\n`;

function read(log: string | Buffer, most = 1000) {
  const { bytes, ...rest } = linesOfRun(Buffer.from(log), run, most);
  return { text: Buffer.from(bytes).toString('latin1'), ...rest };
}

describe('the lines of a run', () => {
  it('are those between its start and its end', () => {
    const log = line('04', 'before') + line('05', 'first') + line('07', 'last') + line('09', 'after');
    expect(read(log)).toEqual({ text: 'first\nlast\n', lines: 2, cut: false });
  });

  it('keep every byte', () => {
    const log = Buffer.concat([
      Buffer.from('2026-11-21T04:00:06Z '),
      Buffer.from([0, 0xff, 0x0d, 0x0a]),
      Buffer.from('2026-11-21T04:00:06Z no newline'),
    ]);
    expect(read(log)).toEqual({ text: '\u0000\u00ff\r\nno newline', lines: 2, cut: false });
  });

  it('are cut at the front', () => {
    const log = line('05', 'aaaa') + line('06', 'bbbb') + line('06', 'cccc');
    expect(read(log, 8)).toEqual({ text: 'bb\ncccc\n', lines: 2, cut: true });
    expect(read(log, 5)).toEqual({ text: 'cccc\n', lines: 1, cut: true });
  });

  it('may be none', () => {
    expect(read('')).toEqual({ text: '', lines: 0, cut: false });
    expect(read('no stamp at all\n')).toEqual({ text: '', lines: 0, cut: false });
  });
});

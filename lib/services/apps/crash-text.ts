/** What a log stream ended with. */
export interface LastText {
  bytes: Uint8Array<ArrayBuffer>;
  lines: number;
  /** True when there was more. */
  cut: boolean;
}

interface Run {
  startedAt: string | null;
  endedAt: string;
}

const NEWLINE = 0x0a;
const SPACE = 0x20;

/**
 * The lines of one run out of a log that was read with time stamps, without the stamps: at most `most` bytes, the last
 * ones. A restart between what was seen and what was read brings the lines of another run, which are left out.
 */
export function linesOfRun(log: Buffer, run: Run, most: number): LastText {
  const from = run.startedAt === null ? 0 : Date.parse(run.startedAt);
  // The cluster tells the end in whole seconds.
  const to = Date.parse(run.endedAt) + 1000;
  const lines: Buffer[] = [];
  let start = 0;
  while (start < log.length) {
    const newline = log.indexOf(NEWLINE, start);
    const end = newline === -1 ? log.length : newline + 1;
    const line = log.subarray(start, end);
    start = end;
    const space = line.indexOf(SPACE);
    const at = space === -1 ? Number.NaN : Date.parse(line.subarray(0, space).toString('latin1'));
    if (at >= from && at <= to) lines.push(line.subarray(space + 1));
  }
  return lastOf(lines, most);
}

function lastOf(lines: readonly Buffer[], most: number): LastText {
  const kept: Buffer[] = [];
  let room = most;
  for (const line of lines.toReversed()) {
    if (room === 0) break;
    const part = line.length > room ? line.subarray(line.length - room) : line;
    kept.push(part);
    room -= part.length;
  }
  const bytes = new Uint8Array(Buffer.concat(kept.reverse()));
  return { bytes, lines: kept.length, cut: kept.length < lines.length || room === 0 };
}

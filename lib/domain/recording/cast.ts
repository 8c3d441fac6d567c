/** The head of an asciicast v2: its first line. */
export interface CastHeader {
  columns: number;
  rows: number;
  startedAt: Date;
  title: string;
}

/** One event of an asciicast v2: seconds since the beginning, what happened, and its data. */
export type CastEvent = [seconds: number, code: 'o' | 'r', data: string];

/** Media type of an asciicast. */
export const CAST_TYPE = 'application/x-asciicast';

/** What a terminal has that never told its size: the one that terminals had. */
export const FIRST_SIZE = { columns: 80, rows: 24 };

/** The first line, with its line break. */
export function headerLine({ columns, rows, startedAt, title }: CastHeader): string {
  const header = {
    version: 2,
    width: columns,
    height: rows,
    timestamp: Math.floor(startedAt.getTime() / 1000),
    title,
    env: { TERM: 'xterm-256color' },
  };
  return `${JSON.stringify(header)}\n`;
}

/** The line of an event, with its line break. */
export function eventLine(milliseconds: number, code: CastEvent[1], data: string): string {
  return `[${(Math.max(0, milliseconds) / 1000).toFixed(6)}, "${code}", ${JSON.stringify(data)}]\n`;
}

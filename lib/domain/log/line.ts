/** One line of a container, as bytes; a line that is longer than LONGEST_LINE comes in several pieces. */
export interface LogLine {
  /** When the runtime took it in: RFC 3339 in UTC with nine digits, so that stamps compare as text; '' when unknown. */
  stamp: string;
  /** What the container wrote, without the newline. */
  bytes: Buffer;
  /** False for the later pieces of a long line. */
  first: boolean;
  /** False for a piece that goes on, and for a last line without a newline. */
  newline: boolean;
}

/** What happened to the stream beside its lines. */
export type LogMark =
  /** The upstream broke and lines may be missing here. */
  | { mark: 'gap'; pod: string; container: string; at: string }
  | { mark: 'joined'; pod: string; container: string; at: string }
  | { mark: 'left'; pod: string; container: string; at: string }
  /** The container was started anew; how it ended before. */
  | {
      mark: 'restarted';
      pod: string;
      container: string;
      at: string;
      exitCode: number | null;
      reason: string | null;
    }
  /** More containers than are followed at once. */
  | { mark: 'limited'; at: string; followed: number }
  /** Nothing follows; `reason` says why. */
  | {
      mark: 'end';
      at: string;
      reason: 'finished' | 'limit' | 'signed-out' | 'forbidden' | 'error';
      detail?: string;
    };

/** Lines of one container in the order of its file, or a mark. */
export type LogItem =
  { kind: 'lines'; pod: string; container: string; lines: LogLine[] } | { kind: 'mark'; mark: LogMark };

/** From here on a line is passed on in pieces. */
export const LONGEST_LINE = 4 * 1024 * 1024;

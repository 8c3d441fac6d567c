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

/** From here on a line is passed on in pieces. */
export const LONGEST_LINE = 4 * 1024 * 1024;

import type { LineBatch } from './batch';

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
  /** The reader was too slow: so many lines of this container are not shown to it. */
  | { mark: 'skipped'; pod: string; container: string; at: string; lines: number }
  /** More containers than are followed at once. */
  | { mark: 'limited'; at: string; followed: number }
  /** The cluster does not answer any more, or does again; lines wait there meanwhile. */
  | { mark: 'unreachable' | 'reachable'; at: string }
  /** Nothing follows; `reason` says why. */
  | {
      mark: 'end';
      at: string;
      reason: 'finished' | 'limit' | 'signed-out' | 'forbidden' | 'expression' | 'error';
      /** With `limit`: whether there is more, where that was looked up. */
      more?: boolean;
      detail?: string;
    };

/** Lines of one container in the order of its file, or a mark. */
export type LogItem =
  | {
      kind: 'lines';
      pod: string;
      container: string;
      lines: LineBatch;
      /** Lines around a hit; `apart`: others were left out before these. */
      around?: boolean;
      apart?: boolean;
    }
  | { kind: 'mark'; mark: LogMark };

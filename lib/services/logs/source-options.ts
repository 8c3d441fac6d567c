import type { Readable } from 'node:stream';

/** Opens the log of one container, with timestamps. */
export type OpenLog = (options: {
  follow: boolean;
  previous: boolean;
  tailLines?: number;
  sinceTime?: string;
  signal: AbortSignal;
}) => Promise<Readable>;

export interface SourceOptions {
  pod: string;
  uid: string;
  container: string;
  follow: boolean;
  previous: boolean;
  tail?: number;
  /** A stamp: older lines are left out. */
  since?: string;
  signal: AbortSignal;
}

import type { ShownLevel } from './entry';

/** How a log is looked at. */
export interface LogOptions {
  /** A pod of the app, or all. */
  pod: string | undefined;
  container: string | undefined;
  previous: boolean;
  since: string | undefined;
  tail: number;
  search: string;
  levels: ShownLevel[];
  /** Lines before and after each hit. */
  context: number;
  wrap: boolean;
  timestamps: boolean;
}

export const SINCE = ['5m', '15m', '1h', '6h', '24h'] as const;
export const TAILS = [100, 1000, 10_000, 100_000] as const;
export const CONTEXTS = [0, 2, 5, 20, 100] as const;
export const LEVELS = [
  'fatal',
  'error',
  'warn',
  'info',
  'debug',
  'trace',
  'none',
] as const satisfies readonly ShownLevel[];

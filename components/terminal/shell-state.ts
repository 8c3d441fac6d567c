import type { ShellExit } from '@/lib/domain/shell';

/** How far a shell on the screen is. */
export type ShellState =
  | { kind: 'opening' }
  | { kind: 'open' }
  | { kind: 'reconnecting' }
  | { kind: 'ended'; exit: ShellExit | null };

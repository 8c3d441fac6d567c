import type { ShellExit, ShellNote } from '@/lib/domain/shell';

/** Whether a session is recorded, as its note says. */
export type RecordingSign = Extract<ShellNote, { note: 'recording' }>['state'];

/** How far a shell on the screen is. */
export type ShellState =
  | { kind: 'opening' }
  | { kind: 'open' }
  | { kind: 'reconnecting' }
  | { kind: 'ended'; exit: ShellExit | null };

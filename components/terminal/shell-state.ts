import type { ShellExit, ShellNote } from '@/lib/domain/shell';

/** Whether a session is recorded, as its note says. */
export type RecordingSign = Extract<ShellNote, { note: 'recording' }>['state'];

/** Ends after which the session may run on: another page has it, or the console was not reached for long. */
const MAY_RUN_ON = new Set(['elsewhere', 'lost']);

/** False once nothing brings the session of a shell back. */
export function isLasting(state: ShellState): boolean {
  return state.kind !== 'ended' || MAY_RUN_ON.has(state.exit?.reason ?? '');
}

/** How far a shell on the screen is. */
export type ShellState =
  | { kind: 'opening' }
  | { kind: 'open' }
  | { kind: 'reconnecting' }
  | { kind: 'ended'; exit: ShellExit | null };

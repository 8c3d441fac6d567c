import type { ShellExit, ShellNote } from '@/lib/domain/shell';

/** Somebody who looks at a session: whoever types, or a watcher. Its owner says `room` to its seat when it is full no longer. */
export interface ShellViewer {
  /** Hands over a frame of output; it counts as waiting until the other side has it. */
  show: (frame: Uint8Array) => void;
  /** So much waits that no more should be handed over. */
  full: () => boolean;
  /** Much waits to be drawn, as far as the other side tells. */
  behind: () => boolean;
  /** Says something beside the output, where the other side asked for that. */
  note: (note: ShellNote) => void;
  /** Says how it ended, and ends. `status` is the frame of the status channel; `cut`: against the viewer's will. */
  end: (exit: ShellExit, status: Uint8Array, cut: boolean) => void;
}

/** A viewer's place in a session. */
export interface Seat {
  /** There is room for output again. */
  room: () => void;
  /** The viewer is gone; `deliberate` when somebody closed the shell, not only the connection. */
  leave: (deliberate: boolean) => void;
}

/** The place of whoever types. */
export interface TypistSeat extends Seat {
  /** Hands a frame of input on. False when so much waits that no more should be read until `sent` is called. */
  type: (data: Buffer, sent: () => void) => boolean;
  /** True when what waits was taken. */
  drained: () => boolean;
}

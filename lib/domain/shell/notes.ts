import { CHANNEL, frame } from './frames';

/** What the console says beside the output, on a channel of its own, to a client that asked for it. */
export type ShellNote =
  /** First of all: the output that follows begins at place `from`; `skipped` bytes before it are not kept any more. */
  | {
      note: 'attached';
      session: string;
      from: number;
      skipped: number;
      /** The place at which what was kept ends: what comes up to there was answered by an earlier client. */
      until: number;
      /** How many bytes typed in this session have arrived. */
      typed: number;
    }
  /** Who is watching now. */
  | { note: 'watchers'; names: string[] }
  /** To a watcher: the size of the typist's terminal. */
  | { note: 'size'; columns: number; rows: number }
  /** To a watcher who reads too slowly: so much was left out here. */
  | { note: 'skipped'; bytes: number }
  /** Whether the session is recorded; `failing`: it should be, and can't be just now. */
  | { note: 'recording'; state: 'on' | 'off' | 'failing' }
  /** Nothing happened; the connection is there. */
  | { note: 'beat' };

/** A note as a frame. */
export function noteFrame(note: ShellNote): Uint8Array<ArrayBuffer> {
  return frame(CHANNEL.note, new TextEncoder().encode(JSON.stringify(note)));
}

/** The note in a frame of the console's own; null when it is none. */
export function parseNote(bytes: Uint8Array): ShellNote | null {
  if (bytes[0] !== CHANNEL.note) return null;
  try {
    return JSON.parse(new TextDecoder().decode(bytes.subarray(1))) as ShellNote;
  } catch {
    return null;
  }
}

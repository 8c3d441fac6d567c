export { openShell, lossOf } from './open';
export { findShell, watchShell } from './attach';
export { getShell, listLiveShells, listShells } from './list';
export { openShellRecording, pruneShellRecordings } from './recording';
export { endShell } from './end';
export { sweepShells } from './sweep';
export { endAllShells } from './end-all';
export type { ShellSession } from './session';
export type { Seat, ShellViewer, TypistSeat } from './viewer';

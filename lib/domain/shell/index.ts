export {
  ackedBytes,
  ackFrame,
  CHANNEL,
  EXEC_PROTOCOL,
  frame,
  FRAME_BYTES,
  resizeFrame,
  stdinFrames,
} from './frames';
export { exitJson, parseStatus, type ShellExit } from './status';
export { hangUpCommand, shellCommand, takePid } from './command';
export { OutputSkip } from './skip';
export { OutputRing } from './ring';
export { noteFrame, parseNote, type ShellNote } from './notes';

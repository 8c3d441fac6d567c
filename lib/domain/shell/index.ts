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
export { parseStatus, statusJson, type ShellExit } from './status';
export { hangUpCommand, shellCommand, takePid } from './command';
export { OutputSkip } from './skip';

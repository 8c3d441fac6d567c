export { beginRecording } from './begin';
export { openShellRecording } from './read';
export type { Recorder, RecordingState } from './recorder';
export { pruneShellRecordings } from './store';

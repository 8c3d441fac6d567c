import { pullDetail } from '../app';

/** Where an ephemeral container is, as its pod's status says. */
interface DebugState {
  state: 'waiting' | 'running' | 'terminated' | 'unknown';
  reason: string | null;
  message: string | null;
  exitCode: number | null;
}

/** What becomes of it: it may be waited for, used, or neither. `passing`: the next try may do better. */
type DebugProgress =
  | { kind: 'starting' }
  | { kind: 'running' }
  | { kind: 'over' }
  | { kind: 'no-shell' }
  | { kind: 'failing'; detail: string; passing: boolean };

const PULL =
  /^(ErrImagePull|ImagePullBackOff|RegistryUnavailable|SignatureValidationFailed|ErrImageNeverPull)$/;
const NOT_MADE =
  /^(InvalidImageName|CreateContainerConfigError|CreateContainerError|RunContainerError|StartError|ContainerCannotRun)$/;
const NO_SHELL = /executable file not found|exec: "sh"|no such file or directory/i;
/** Its program waits for nothing but its end, so any other code means that it could not be run. */
const NOT_STARTED = [126, 127, 128];

/** Judges a debug container by its state. */
export function debugProgress({ state, reason, message, exitCode }: DebugState): DebugProgress {
  if (state === 'running') return { kind: 'running' };
  const why = reason ?? '';
  const refused = NOT_MADE.test(why) || (state === 'terminated' && NOT_STARTED.includes(exitCode ?? 0));
  if (refused && NO_SHELL.test(message ?? '')) return { kind: 'no-shell' };
  if (refused) return { kind: 'failing', detail: message ?? why, passing: false };
  if (state === 'terminated') return { kind: 'over' };
  if (PULL.test(why)) return { kind: 'failing', detail: pullDetail(message) || why, passing: true };
  return { kind: 'starting' };
}

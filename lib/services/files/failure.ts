import { config } from '@/lib/config';
import { fileFailure } from '@/lib/domain/file';
import { Problem } from '@/lib/domain/problem';
import type { RunEnd } from './container-run';

/** What a runtime that starts programs by itself answers for one that is not there or can't be run. */
const NOT_STARTED = [126, 127];

/** Largest file that is copied, in bytes. */
export function fileLimit(): number {
  return config().BERTH_FILE_LIMIT_MIB * 1024 * 1024;
}

export function tooLarge(path: string): Problem {
  return new Problem('file.too_large', { path, limit: config().BERTH_FILE_LIMIT_MIB });
}

/** Why a command on files failed, as a Problem. */
export function problemOfRun({ exit, stderr }: RunEnd, path: string, tools: string): Problem {
  const { exitCode, reason, message } = exit;
  // Kubernetes has one reason, InternalError, for whatever a runtime could not start (docs/adr/0010).
  if ((exitCode === null && reason === 'InternalError') || NOT_STARTED.includes(exitCode ?? 0))
    return new Problem('file.no_tools', { tools: 'sh' }, { cause: exit });
  if (exitCode === null) return new Problem('file.failed', { path, detail: message || reason });
  const failure = fileFailure(exitCode, stderr);
  switch (failure) {
    case 'too_large':
      return tooLarge(path);
    case 'no_tools':
      return new Problem('file.no_tools', { tools });
    case 'failed':
      return new Problem('file.failed', { path, detail: lastLine(stderr) || `exit ${exitCode}` });
    default:
      return new Problem(`file.${failure}`, { path });
  }
}

function lastLine(text: string): string {
  return (text.split('\n').at(-1) ?? '').slice(0, 500);
}

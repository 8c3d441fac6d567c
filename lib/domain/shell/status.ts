/** How an exec ended. */
export interface ShellExit {
  /** The program's exit code; null when it could not be started or was cut off. */
  exitCode: number | null;
  /** A stable word: `exited`, a reason of Kubernetes, or one of ours (`shell.not_found`, `forbidden`, …). */
  reason: string;
  message: string;
}

interface StatusBody {
  status?: unknown;
  reason?: unknown;
  message?: unknown;
  details?: { causes?: { reason?: unknown; message?: unknown }[] };
}

/** Reads the JSON of the status channel; null when it is none. */
export function parseStatus(json: string): ShellExit | null {
  let body: StatusBody;
  try {
    body = JSON.parse(json) as StatusBody;
  } catch {
    return null;
  }
  if (body === null || typeof body !== 'object') return null;
  if (body.status === 'Success') return { exitCode: 0, reason: 'exited', message: '' };
  const message = typeof body.message === 'string' ? body.message : '';
  const reason = typeof body.reason === 'string' ? body.reason : 'Failure';
  if (reason !== 'NonZeroExitCode') return { exitCode: null, reason, message };
  const code = Number(body.details?.causes?.find((cause) => cause.reason === 'ExitCode')?.message);
  return { exitCode: Number.isInteger(code) ? code : null, reason: 'exited', message };
}

/** How a shell ended, in Kubernetes' own shape, for the status channel. */
export function exitJson({ exitCode, reason, message }: ShellExit, code = 0): string {
  if (exitCode === 0) return JSON.stringify({ metadata: {}, status: 'Success' });
  const failure = { metadata: {}, status: 'Failure', message };
  if (exitCode === null) return JSON.stringify({ ...failure, reason, code });
  const causes = [{ reason: 'ExitCode', message: String(exitCode) }];
  return JSON.stringify({ ...failure, reason: 'NonZeroExitCode', details: { causes } });
}

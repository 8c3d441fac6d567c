import { Problem, type FieldError } from '@/lib/domain/problem';

/** Kubernetes' own answer to what it refused (metav1.Status). */
export interface KubeStatus {
  kind?: string;
  status?: string;
  reason?: string;
  message?: string;
  code?: number;
  details?: {
    name?: string;
    group?: string;
    kind?: string;
    causes?: { reason?: string; message?: string; field?: string }[];
  };
}

/** The Status in an answer's body. */
export function readKubeStatus(text: string): KubeStatus {
  try {
    return JSON.parse(text) as KubeStatus;
  } catch {
    // The kubelet answers in plain text through the API server's proxy.
    const message = text.trim();
    return message === '' ? {} : { message };
  }
}

/** A refusal as a Problem, judged by HTTP status and Status.reason, never by its text. */
export function problemOfStatus(httpStatus: number, status: KubeStatus): Problem {
  const detail = (status.message ?? `HTTP ${httpStatus}`).slice(0, 2000);
  const fields: FieldError[] = (status.details?.causes ?? [])
    .filter((cause) => cause.field)
    .map((cause) => ({ path: cause.field ?? '', message: cause.message ?? '' }));
  const more = { fields, cause: status };
  switch (status.reason) {
    case 'NotFound':
      return new Problem('cluster.not_found', { detail }, more);
    case 'AlreadyExists':
    case 'Conflict':
      return new Problem('cluster.conflict', { detail }, more);
    case 'Invalid':
    case 'BadRequest':
      return new Problem('cluster.invalid', { detail }, more);
    case 'Forbidden':
      return new Problem('cluster.forbidden', { detail }, more);
    case 'Timeout':
    case 'ServerTimeout':
      return new Problem('cluster.timeout', {}, more);
    default:
      return problemOfCode(httpStatus, detail, more);
  }
}

function problemOfCode(
  code: number,
  detail: string,
  more: { fields: FieldError[]; cause: unknown },
): Problem {
  if (code === 403) return new Problem('cluster.forbidden', { detail }, more);
  if (code === 404) return new Problem('cluster.not_found', { detail }, more);
  if (code === 409) return new Problem('cluster.conflict', { detail }, more);
  if (code === 400 || code === 422) return new Problem('cluster.invalid', { detail }, more);
  if (code === 504) return new Problem('cluster.timeout', {}, more);
  return new Problem('cluster.failed', { detail }, more);
}

/** A connection that did not come about or broke. */
export function problemOfConnection(cluster: string, error: unknown): Problem {
  const code = error !== null && typeof error === 'object' && 'code' in error ? String(error.code) : '';
  if (/TIMEOUT/.test(code)) return new Problem('cluster.timeout', {}, { cause: error });
  const detail = code || (error instanceof Error ? error.message : 'no connection');
  return new Problem('cluster.unreachable', { cluster, detail }, { cause: error });
}

/** The Status behind a Problem of the cluster, if there is one. */
export function statusOf(error: unknown): KubeStatus | null {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause !== null && typeof cause === 'object' && 'reason' in cause ? (cause as KubeStatus) : null;
}

/** 400: the request itself, not what it asks for, is what the server can't take. Judged by Status.reason. */
export function isBadRequest(error: unknown): boolean {
  return statusOf(error)?.reason === 'BadRequest';
}

/** The server does not know what it was asked for: an older one, or one that has it switched off. */
export function isUnsupported(error: unknown): boolean {
  const reason = statusOf(error)?.reason;
  return reason === 'Invalid' || reason === 'BadRequest' || reason === 'NotAcceptable';
}

/** 410: what was known is too old, only a new list helps. Judged by Status.reason. */
export function isExpired(error: unknown): boolean {
  const reason = statusOf(error)?.reason;
  return reason === 'Expired' || reason === 'Gone';
}

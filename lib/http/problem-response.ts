import { Problem, isProblem, problemText } from '@/lib/domain/problem';
import { isUnreachable } from '@/lib/db';
import { log } from '@/lib/observability/log';
import type { Caller } from '@/lib/services/kernel';

/** Any error as RFC 9457 problem+json; what is not a Problem is logged and shown as `internal` without its text. */
export function answerProblem(
  error: unknown,
  caller: Pick<Caller, 'requestId' | 'language'> | null,
): Response {
  const problem = problemOf(error);
  const requestId = caller?.requestId ?? '';
  if (problem.status >= 500)
    log.error('request failed', { requestId, code: problem.code, error, cause: problem.cause });
  const language = caller?.language ?? 'en';
  const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
  if (requestId) headers.set('x-request-id', requestId);
  if (problem.code === 'request.rate') headers.set('retry-after', String(problem.params['seconds'] ?? 1));
  if (problem.status === 401) headers.set('www-authenticate', 'Bearer');
  return new Response(
    JSON.stringify({
      type: `urn:berth:problem:${problem.code}`,
      title: problemText(problem.code, language, problem.params),
      status: problem.status,
      code: problem.code,
      params: problem.params,
      errors: problem.fields,
      requestId,
    }),
    { status: problem.status, headers },
  );
}

/** Any error as a Problem: what is none is `internal`, but for a database that is away. */
export function problemOf(error: unknown): Problem {
  if (isProblem(error)) return error;
  if (isUnreachable(error)) return new Problem('database.unavailable', {}, { cause: error });
  return new Problem('internal', {}, { cause: error });
}

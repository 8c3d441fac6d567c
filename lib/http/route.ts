import type { z } from 'zod';
import type { Operation, Parsed } from '@/lib/contract/operation';
import { Problem } from '@/lib/domain/problem';
import { requireSignIn, type Caller, type UseCase } from '@/lib/services/kernel';
import { countCall } from '@/lib/observability/metrics';
import { readLimited } from './body';
import { callerOf } from './caller';
import { refuseForeignOrigin } from './origin';
import { answerProblem } from './problem-response';
import { enterStream, whenOver } from './places';
import { takeRate } from './rate';
import { once } from './idempotency';
import { refuseUnstorable } from './unstorable';

/** What is looked at of a request, whether Next brought it or Node itself. */
export type Incoming = Pick<Request, 'headers' | 'signal' | 'url' | 'body'>;

type Handler = (
  request: Incoming,
  context: { params: Promise<Record<string, string | string[]> | undefined> },
) => Promise<Response>;

const MOST_BODY_KIB = 1024;

/** Turns a use case into a Next route handler: parse → call → JSON, or problem+json. */
export function route<O extends Operation>(useCase: UseCase<O>): Handler {
  return handle(useCase.operation, async (caller, input, request) => {
    const { operation } = useCase;
    const run = () => useCase.call(caller, input);
    const answer =
      operation.method !== 'GET' && operation.idempotent
        ? await once(request, caller, { useCase, input, run })
        : await run();
    const status = operation.status ?? 200;
    if (status === 204) return new Response(null, { status });
    return Response.json(operation.response.parse(answer), { status });
  });
}

/** As `route`, for an operation that answers with a file or a recording: `respond` makes the whole response. */
export function streamRoute<O extends Operation>(
  operation: O,
  respond: (caller: Caller, input: Parsed<O>, request: Incoming) => Promise<Response>,
): Handler {
  return handle(operation, async (caller, input, request) => {
    // A stream holds much more than a call does, and for long.
    const leave = enterStream(caller.principal?.userId ?? caller.address);
    try {
      return whenOver(await respond(caller, input, request), leave);
    } catch (error) {
      leave();
      throw error;
    }
  });
}

/** Finds out who calls, parses what is asked for, and answers with `respond` or with what is wrong. */
export function handle<O extends Operation>(
  operation: O,
  respond: (caller: Caller, input: Parsed<O>, request: Incoming) => Promise<Response>,
): Handler {
  return async (request, context) => {
    const started = performance.now();
    const response = await answer(request, context);
    countCall(operation.id, response.status, (performance.now() - started) / 1000);
    return response;
  };

  async function answer(...[request, context]: Parameters<Handler>): Promise<Response> {
    let caller: Caller | null = null;
    try {
      caller = await callerOf(request);
      await takeRate(operation.rate ?? (operation.method === 'GET' ? 'read' : 'write'), caller);
      // Before the input is looked at: who is not signed in learns nothing, not even what would be valid.
      if (operation.access !== 'public') requireSignIn(caller, operation);
      if (operation.method !== 'GET') refuseForeignOrigin(request, caller);
      // Next gives no params at all to a route without any.
      const params = (await context.params) ?? {};
      const response = await respond(caller, await parse(operation, request, params), request);
      response.headers.set('x-request-id', caller.requestId);
      if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
      return response;
    } catch (error) {
      return answerProblem(error, caller);
    }
  }
}

async function parse<O extends Operation>(
  operation: O,
  request: Incoming,
  params: Record<string, string | string[]>,
): Promise<Parsed<O>> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  // Catch-all segments (repository names hold slashes) arrive as arrays.
  const joined = Object.fromEntries(
    Object.entries(params).map(([key, value]) => [key, Array.isArray(value) ? value.join('/') : value]),
  );
  return {
    params: check(operation.params, joined, 'path.'),
    query: check(operation.query, query, ''),
    body: operation.body ? check(operation.body, await readJson(request), '') : undefined,
  } as Parsed<O>;
}

function check(schema: z.ZodType | undefined, value: unknown, prefix: string): unknown {
  if (!schema) return undefined;
  refuseUnstorable(value, prefix);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Problem(
    'validation.failed',
    {},
    {
      fields: result.error.issues.map((issue) => ({
        path: prefix + issue.path.join('.'),
        message: issue.message,
      })),
    },
  );
}

async function readJson(request: Incoming): Promise<unknown> {
  const type = request.headers.get('content-type') ?? '';
  const text = await readLimited(request, MOST_BODY_KIB);
  if (text === '') return {};
  // Only JSON: a form or text/plain post is what a foreign page could send without asking.
  if (!/^application\/([\w.+-]+\+)?json\b/i.test(type)) {
    throw new Problem('request.malformed', { detail: 'the content type must be application/json' });
  }
  try {
    return JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? undefined : value));
  } catch {
    throw new Problem('request.malformed', { detail: 'the body is not JSON' });
  }
}

import type { Answer, Call, Operation } from '@/lib/contract/operation';
import { PERMISSIONS } from '@/lib/domain/access';
import { problemText, type FieldError, type ProblemCode, type ProblemParams } from '@/lib/domain/problem';
import { networkText } from './network-text';
import { noteSignedOut } from './signed-out';

/** A refused call as the browser sees it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: ProblemCode | 'network',
    readonly params: ProblemParams,
    readonly fields: FieldError[],
    readonly requestId: string,
    message: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }

  /** The sentence in a language. */
  text(language: 'en' | 'zh'): string {
    if (this.code === 'network') return networkText(language);
    return problemText(this.code, language, { ...this.params, ...namedPermission(this.params, language) });
  }
}

/** A permission by its words instead of its key. */
function namedPermission(params: ProblemParams, language: 'en' | 'zh'): ProblemParams {
  const info = Object.entries(PERMISSIONS).find(([key]) => key === params['permission'])?.[1];
  return info ? { permission: info[language] } : {};
}

type Args<O extends Operation> = {
  [K in keyof Call<O> as Call<O>[K] extends undefined ? never : K]: Call<O>[K];
};

/** The address of an operation with its parameters filled in and encoded, below the origin. */
export function urlOf<O extends Operation>(operation: O, args: Partial<Call<O>>): string {
  const params = (args.params ?? {}) as Record<string, string>;
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    (params[name] ?? '').split('/').map(encodeURIComponent).join('/'),
  );
  const query = Object.entries(args.query ?? {})
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`)
    .join('&');
  return `/api/v1${path}${query ? `?${query}` : ''}`;
}

/** Calls an operation from the browser; throws ApiError. Types come from the contract, nothing is generated. */
export async function call<O extends Operation>(
  operation: O,
  args: Args<O>,
  options: { signal?: AbortSignal; idempotencyKey?: string } = {},
): Promise<Answer<O>> {
  const parts = args as Partial<Call<O>>;
  const headers: Record<string, string> = { accept: 'application/json' };
  if (parts.body !== undefined) headers['content-type'] = 'application/json';
  if (options.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey;
  let response: Response;
  try {
    response = await fetch(urlOf(operation, parts), {
      method: operation.method,
      headers,
      body: parts.body === undefined ? null : JSON.stringify(parts.body),
      credentials: 'same-origin',
      signal: options.signal ?? null,
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError(0, 'network', {}, [], '', 'network');
  }
  if (!response.ok) throw await toApiError(response);
  if (response.status === 204) return null as Answer<O>;
  return (await response.json()) as Answer<O>;
}

/** Reads a problem+json answer. */
export async function toApiError(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => ({}))) as {
    code?: ProblemCode;
    params?: ProblemParams;
    errors?: FieldError[];
    requestId?: string;
    title?: string;
  };
  if (body.code === 'auth.required') noteSignedOut();
  return new ApiError(
    response.status,
    body.code ?? 'internal',
    body.params ?? {},
    body.errors ?? [],
    body.requestId ?? response.headers.get('x-request-id') ?? '',
    body.title ?? response.statusText,
  );
}

import type { z } from 'zod';
import type { Permission } from '@/lib/domain/access';

/** How strictly calls of an operation are limited (lib/http/rate.ts holds the numbers). */
export type RateClass = 'read' | 'write' | 'heavy' | 'sign-in';

/** What an operation needs: a permission (judged in the scope of its path), merely a sign-in, or nothing. */
export type Access = Permission | 'signed-in' | 'public';

interface Common {
  /** Unique, `<feature>.<verb>`; also the OpenAPI operationId. */
  id: string;
  /** Below /api/v1, with `{name}` parameters. */
  path: string;
  summary: string;
  access: Access;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  response: z.ZodType;
  /** HTTP status of success; 200 when not given. */
  status?: 200 | 201 | 202 | 204;
  rate?: RateClass;
  /** True for what somebody may do who has to choose a password first. */
  beforePasswordChange?: boolean;
  /** Content types of a streamed answer; then `response` describes one line of it. */
  stream?: readonly string[];
  /** Content type of a body that is taken as a stream of bytes, where it is not JSON. */
  upload?: string;
}

/** A read. */
export interface ReadOperation extends Common {
  method: 'GET';
  audit?: string;
}

/** A mutation: without an audit action it does not compile. */
export interface WriteOperation extends Common {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `<noun>.<verb>` as it stands in the audit. */
  audit: string;
  changesNothing?: never;
  /** True when an Idempotency-Key header makes a repeated call answer as the first. */
  idempotent?: boolean;
}

/** A question too large for an address, e.g. what a change would do: asked with a body, and changes nothing. */
interface AskOperation extends Common {
  method: 'POST';
  changesNothing: true;
  audit?: never;
  idempotent?: never;
}

export type Operation = ReadOperation | WriteOperation | AskOperation;

/** Declares an operation; the literal types of its schemas are kept. */
export function operation<const O extends Operation>(definition: O): O {
  return definition;
}

type Out<S> = S extends z.ZodType ? z.output<S> : undefined;
type In<S> = S extends z.ZodType ? z.input<S> : undefined;

/** What a use case receives: every part parsed. */
export interface Parsed<O extends Operation> {
  params: Out<O['params']>;
  query: Out<O['query']>;
  body: Out<O['body']>;
}

/** What a caller (client, test) sends. */
export interface Call<O extends Operation> {
  params: In<O['params']>;
  query: In<O['query']>;
  body: In<O['body']>;
}

/** What comes back to a caller. */
export type Answer<O extends Operation> = z.output<O['response']>;

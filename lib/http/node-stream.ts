import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Operation, Parsed } from '@/lib/contract/operation';
import type { Caller } from '@/lib/services/kernel';
import { headersOf } from './node-request';
import { enterStream } from './places';
import { handle } from './route';
import { SECURITY_HEADERS } from './security-headers';
import { room, sharedSink, type Sink } from './shared-sink';

/** An answer that comes piece by piece. */
export interface Source {
  contentType: string;
  bytes: AsyncIterable<Uint8Array>;
  /** Ends the answer even when its reader has stopped reading. */
  cut: AbortSignal;
  /** Takes a place to which pieces may be written at once, beside those that are asked for. */
  direct?: (sink: Sink) => void;
}

type Open<O extends Operation> = (caller: Caller, input: Parsed<O>, accept: string | null) => Promise<Source>;

// What was said last, why it ends, may still be read.
const GRACE_MS = 1000;

/**
 * Answers a streamed operation on Node's own response (docs/adr/0022): judged as every other call is, then written as
 * the client has room for it, so that a slow client holds the source back.
 */
export async function answerStream<O extends Operation>(
  operation: O,
  open: Open<O>,
  params: Record<string, string>,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  response.on('error', () => undefined);
  const { source, leave } = await begin(operation, open, params, { request, response, signal: gone.signal });
  try {
    if (source) await pump(source, response);
  } finally {
    leave();
  }
}

interface Begun {
  /** What is still to be sent; none where the answer is complete. */
  source?: Source;
  leave: () => void;
}

/** Judges, and sends the head. What only that needs is gone when it is done: a stream lives for hours. */
async function begin<O extends Operation>(
  operation: O,
  open: Open<O>,
  params: Record<string, string>,
  { request, response, signal }: { request: IncomingMessage; response: ServerResponse; signal: AbortSignal },
): Promise<Begun> {
  const headers = headersOf(request);
  const url = new URL(request.url ?? '/', 'http://berth.invalid').href;
  const begun: Begun = { leave: () => undefined };
  const judged = handle(operation, async (caller, input) => {
    // A stream holds much more than a call does, and for long.
    begun.leave = enterStream(caller.principal?.userId ?? caller.address);
    begun.source = await open(caller, input, headers.get('accept'));
    return new Response(null, { headers: streamHeaders(begun.source.contentType) });
  });
  try {
    const answer = await judged({ headers, url, signal, body: null }, { params: Promise.resolve(params) });
    const { source, leave } = begun;
    if (!response.destroyed) {
      response.writeHead(answer.status, { ...SECURITY_HEADERS, ...Object.fromEntries(answer.headers) });
      if (source && request.method !== 'HEAD') return { source, leave };
      response.end(Buffer.from(await answer.arrayBuffer()));
    }
    await end(source);
    return { leave };
  } catch (error) {
    begun.leave();
    throw error;
  }
}

/** Nothing on the way may keep a stream back or compress it: compressors wait for more. */
function streamHeaders(contentType: string): Record<string, string> {
  return {
    'content-type': contentType,
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  };
}

async function end(source: Source | undefined): Promise<void> {
  await source?.bytes[Symbol.asyncIterator]().return?.();
}

/** Writes until the source ends; what breaks, or is cut, breaks off. */
async function pump({ bytes, cut, direct }: Source, response: ServerResponse): Promise<void> {
  // Whoever follows a quiet log must not wait for its first line.
  response.flushHeaders();
  let grace: NodeJS.Timeout | undefined;
  const cutOff = () => {
    grace = setTimeout(() => response.destroy(), GRACE_MS);
    grace.unref();
  };
  if (cut.aborted) cutOff();
  else cut.addEventListener('abort', cutOff, { once: true });
  direct?.(sharedSink(response));
  try {
    for await (const piece of bytes) {
      if (response.destroyed) return;
      if (!response.write(piece)) await room(response);
    }
    response.end();
  } catch {
    response.destroy();
  } finally {
    cut.removeEventListener('abort', cutOff);
    clearTimeout(grace);
  }
}

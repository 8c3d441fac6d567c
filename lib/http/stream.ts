interface Source {
  contentType: string;
  bytes: AsyncIterable<Uint8Array>;
  /** Ends the answer even when its reader has stopped reading. */
  cut: AbortSignal;
}

// What was said last, why it ends, may still be read.
const GRACE_MS = 1000;

/**
 * A streamed answer: bytes are asked for when the client has room for them, so a slow client holds the source back.
 * Nothing on the way may keep it back or compress it: compressors wait for more.
 */
export function streamResponse(source: Source): Response {
  const bytes = source.bytes[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        // The headers go out with the first chunk: whoever follows a quiet log must not wait for its first line.
        controller.enqueue(new Uint8Array(0));
        const cut = () => {
          setTimeout(() => {
            try {
              controller.error(new Error('the stream was cut'));
            } catch {
              // It has ended by itself in the meantime.
            }
          }, GRACE_MS).unref();
        };
        if (source.cut.aborted) cut();
        else source.cut.addEventListener('abort', cut, { once: true });
      },
      pull: async (controller) => {
        const { done, value } = await bytes.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: async () => {
        await bytes.return?.();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: {
      'content-type': source.contentType,
      'cache-control': 'no-store, no-transform',
      'x-content-type-options': 'nosniff',
      'x-accel-buffering': 'no',
    },
  });
}

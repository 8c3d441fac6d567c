const EVERY_MS = 10_000;

/**
 * Says something after each ten seconds of silence: a connection that died without a word looks like a log to which
 * nothing is written.
 */
export async function* withBeat(
  bytes: AsyncIterable<Uint8Array>,
  every = EVERY_MS,
): AsyncGenerator<Uint8Array> {
  const source = bytes[Symbol.asyncIterator]();
  let timer: NodeJS.Timeout | undefined;
  try {
    for (;;) {
      const next = source.next();
      for (;;) {
        const silence = new Promise<null>((resolve) => {
          timer = setTimeout(() => resolve(null), every);
        });
        const result = await Promise.race([next, silence]);
        clearTimeout(timer);
        if (result?.done) return;
        if (result) {
          yield result.value;
          break;
        }
        yield Buffer.from(`${JSON.stringify({ mark: 'beat', at: new Date().toISOString() })}\n`);
      }
    }
  } finally {
    clearTimeout(timer);
    // Not awaited: a source that waits for its upstream ends with whoever closes that.
    source.return?.().catch(() => undefined);
  }
}

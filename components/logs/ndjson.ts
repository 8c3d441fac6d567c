/** Objects of an NDJSON stream, in batches as they come; an object may be split anywhere between chunks. */
export async function* ndjson<T>(body: ReadableStream<Uint8Array>): AsyncGenerator<T[]> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let carry = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const text = decoder.decode(value, { stream: true });
      const end = text.lastIndexOf('\n');
      if (end < 0) {
        carry += text;
        continue;
      }
      const whole = carry + text.slice(0, end);
      carry = text.slice(end + 1);
      yield whole.split('\n').map((line) => JSON.parse(line) as T);
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

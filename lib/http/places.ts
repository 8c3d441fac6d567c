import { Problem } from '@/lib/domain/problem';
import { singleton } from '@/lib/runtime/singleton';

/** Streamed answers that one person may have open at a time, in one replica. */
export const MOST_STREAMS = 50;

/** Counts a stream of a person; the answer takes it off again, once. Throws `socket.limit` when there are too many. */
export function enterStream(userId: string): () => void {
  const counts = singleton('http-streams', () => new Map<string, number>());
  const count = counts.get(userId) ?? 0;
  if (count >= MOST_STREAMS) throw new Problem('socket.limit', { limit: MOST_STREAMS });
  counts.set(userId, count + 1);
  let left = false;
  return () => {
    if (left) return;
    left = true;
    const now = (counts.get(userId) ?? 1) - 1;
    if (now > 0) counts.set(userId, now);
    else counts.delete(userId);
  };
}

/** The same answer; `over` is called when its body was read to the end, broke, or nobody wants it any more. */
export function whenOver(response: Response, over: () => void): Response {
  if (!response.body) {
    over();
    return response;
  }
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          const { done, value } = await reader.read();
          if (!done) return controller.enqueue(value);
          over();
          controller.close();
        } catch (error) {
          over();
          controller.error(error);
        }
        return undefined;
      },
      cancel: async (reason) => {
        over();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { status: response.status, headers: response.headers });
}

import { liveRequestSchema } from '@/lib/contract/live';
import { keepAlive } from '@/lib/runtime/keep-alive';
import { LiveView } from './live-view';
import type { Upgrade } from './upgrade';

/** A page has two or three. */
const MOST_SUBSCRIPTIONS = 20;
/** Messages that may come at once, and how many grow back in a second: a page sends a few when it opens, and two for each key that is typed into a filter. */
const BURST = 100;
const PER_SECOND = 20;

/** /ws/live: one connection for each tab, any number of views over it, each authorised for itself (docs/adr/0019). */
export async function serveLive({ caller, accept }: Upgrade): Promise<void> {
  const socket = await accept();
  keepAlive(socket);
  socket.on('error', () => undefined);
  const views = new Map<string, LiveView>();
  const mayGoOn = messageBudget();
  let over = false;
  socket.on('message', (data: Buffer) => {
    if (over) return undefined;
    if (!mayGoOn()) {
      over = true;
      return socket.close(1008, 'too many messages');
    }
    const request = liveRequestSchema.safeParse(parse(data));
    if (!request.success) {
      socket.close(1008, 'not understood');
    } else if ('unsubscribe' in request.data) {
      views.get(request.data.unsubscribe)?.close();
      views.delete(request.data.unsubscribe);
    } else {
      const { subscribe: id, ...topic } = request.data;
      if (views.size >= MOST_SUBSCRIPTIONS || views.has(id)) return socket.close(1008, 'too many');
      views.set(id, new LiveView(socket, id, caller, topic, () => views.delete(id)));
    }
    return undefined;
  });
  socket.on('close', () => {
    for (const view of views.values()) view.close();
    views.clear();
  });
}

/** True as long as a socket does not send more than it may. */
function messageBudget(): () => boolean {
  let tokens = BURST;
  let at = Date.now();
  return () => {
    const now = Date.now();
    tokens = Math.min(BURST, tokens + ((now - at) / 1000) * PER_SECOND) - 1;
    at = now;
    return tokens >= 0;
  };
}

function parse(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString('utf8'));
  } catch {
    return null;
  }
}

import type { WebSocket } from 'ws';
import { liveRequestSchema, type LiveAnswer, type LiveTopic } from '@/lib/contract/live';
import { isProblem } from '@/lib/domain/problem';
import { log } from '@/lib/observability/log';
import { watchApp, watchApps, type EndReason, type Subscription } from '@/lib/services/apps';
import { watchReachability } from '@/lib/services/home';
import type { Caller } from '@/lib/services/kernel';
import type { Upgrade } from './upgrade';
import { keepAlive } from '@/lib/runtime/keep-alive';

const MOST_SUBSCRIPTIONS = 50;
const FULL = 1024 * 1024;
/** Messages that may come at once, and how many grow back in a second: a page sends a few when it opens. */
const BURST = 100;
const PER_SECOND = 20;

const CODE_OF: Record<EndReason, string> = {
  'signed-out': 'auth.required',
  forbidden: 'auth.forbidden',
  gone: 'resource.not_found',
  error: 'internal',
};

/** /ws/live: one connection for each tab, any number of views over it. */
export async function serveLive({ caller, accept }: Upgrade): Promise<void> {
  const socket = await accept();
  keepAlive(socket);
  socket.on('error', () => undefined);
  const views = new Map<string, View>();
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
      views.set(id, new View(socket, id, caller, topic, () => views.delete(id)));
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

/** One subscription. Of snapshots that a slow reader has not taken only the newest is kept. */
class View {
  private subscription: Subscription | null = null;
  private closed = false;
  private waiting: unknown = undefined;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly socket: WebSocket,
    private readonly id: string,
    private readonly caller: Caller,
    topic: LiveTopic,
    private readonly ended: () => void,
  ) {
    this.open(topic).then(
      (subscription) => {
        this.subscription = subscription;
        if (this.closed) subscription.close();
      },
      (error: unknown) => {
        if (!isProblem(error)) log.error('a live view failed', { requestId: caller.requestId, error });
        this.fail(isProblem(error) ? error.code : 'internal', isProblem(error) ? error.params : {});
      },
    );
  }

  close(): void {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    this.subscription?.close();
  }

  private open(topic: LiveTopic): Promise<Subscription> {
    const listener = {
      snapshot: (value: unknown) => this.offer(value),
      ended: (reason: EndReason) => this.fail(CODE_OF[reason], {}),
    };
    if (topic.topic === 'reachability') return watchReachability(this.caller, listener);
    return topic.topic === 'apps'
      ? watchApps(this.caller, topic.project, listener)
      : watchApp(this.caller, topic.project, topic.app, listener);
  }

  private offer(value: unknown): void {
    if (this.closed) return;
    this.waiting = value;
    if (this.timer) return;
    if (this.socket.bufferedAmount < FULL) this.flush();
    else this.timer = setTimeout(() => this.retry(), 100);
  }

  private retry(): void {
    this.timer = null;
    if (this.waiting !== undefined) this.offer(this.waiting);
  }

  private flush(): void {
    const data = this.waiting;
    this.waiting = undefined;
    this.send({ id: this.id, data });
  }

  private fail(code: string, params: Record<string, string | number>): void {
    if (this.closed) return;
    this.send({ id: this.id, error: { code, params, requestId: this.caller.requestId } });
    this.close();
    this.ended();
  }

  private send(answer: LiveAnswer): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(JSON.stringify(answer));
  }
}

function parse(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString('utf8'));
  } catch {
    return null;
  }
}

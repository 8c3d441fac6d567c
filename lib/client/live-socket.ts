import type { LiveAnswer, LiveTopic } from '@/lib/contract/live';

/** What a view hears. */
export interface LiveListener {
  data: (value: unknown) => void;
  /** The view is over: a code of the error table. */
  ended: (code: string) => void;
  /** The connection went away (true), or it is back and the next snapshot is fresh (false). */
  stale: (stale: boolean) => void;
}

interface View {
  topic: LiveTopic;
  listener: LiveListener;
}

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;
const LINGER_MS = 5000;

/**
 * The tab's one connection for live views. It opens with the first view, comes back by itself after a cut, with
 * jitter so that a restart of the console is not met by everybody at once, and asks for every view again.
 */
export class LiveSocket {
  private socket: WebSocket | null = null;
  private readonly views = new Map<string, View>();
  private counter = 0;
  private failures = 0;
  private retry: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly address: () => string) {}

  /** Begins a view; the answer ends it. */
  subscribe(topic: LiveTopic, listener: LiveListener): () => void {
    this.counter += 1;
    const id = String(this.counter);
    this.views.set(id, { topic, listener });
    if (this.socket?.readyState === WebSocket.OPEN) this.ask(id, topic);
    else this.connect();
    return () => {
      if (!this.views.delete(id)) return;
      this.send({ unsubscribe: id });
      // The next page usually asks for something at once.
      if (this.views.size === 0) setTimeout(() => this.closeIdle(), LINGER_MS);
    };
  }

  private connect(): void {
    if (this.socket || this.retry) return;
    const socket = new WebSocket(this.address());
    this.socket = socket;
    socket.addEventListener('open', () => {
      this.failures = 0;
      for (const [id, view] of this.views) this.ask(id, view.topic);
    });
    socket.addEventListener('message', (event: MessageEvent<string>) => this.receive(event.data));
    socket.addEventListener('close', () => {
      this.socket = null;
      if (this.views.size === 0) return;
      for (const view of this.views.values()) view.listener.stale(true);
      this.failures += 1;
      const most = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(this.failures, 8));
      this.retry = setTimeout(
        () => {
          this.retry = null;
          if (this.views.size > 0) this.connect();
        },
        most / 2 + Math.random() * (most / 2),
      );
    });
  }

  private receive(text: string): void {
    const answer = JSON.parse(text) as LiveAnswer;
    const view = this.views.get(answer.id);
    if (!view) return;
    if ('error' in answer) {
      this.views.delete(answer.id);
      view.listener.ended(answer.error.code);
      return;
    }
    view.listener.stale(false);
    view.listener.data(answer.data);
  }

  private ask(id: string, topic: LiveTopic): void {
    this.send({ subscribe: id, ...topic });
  }

  private send(message: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  private closeIdle(): void {
    if (this.views.size > 0) return;
    this.socket?.close();
  }
}

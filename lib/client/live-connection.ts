import { LIVE_KEYS, type LiveAnswer, type LiveTopic } from '@/lib/contract/live';
import { applyFrameDelta, type Frame } from '@/lib/domain/live';
import type { ProblemCode, ProblemParams } from '@/lib/domain/problem';
import { noteSignedOut } from './signed-out';

/** Why a view ended. */
export interface LiveError {
  code: ProblemCode;
  params: ProblemParams;
  requestId: string;
}

/** What a view hears: how things stand (of lists the frame, put together), why it ended, and whether the connection holds. */
export interface LiveListener {
  data: (value: unknown) => void;
  ended: (error: LiveError) => void;
  connected: (holds: boolean) => void;
}

interface View {
  topic: LiveTopic;
  listener: LiveListener;
  /** What was put together since the connection was opened. */
  frame: Frame | null;
}

const MOST_PAUSE_MS = 10_000;
const SOON_PAUSE_MS = 2_000;
const SOON_TRIES = 20;

/** The tab's one connection to /ws/live: opened with the first view, closed after the last, reopened when it breaks. */
export class LiveConnection {
  private socket: WebSocket | null = null;
  private readonly views = new Map<string, View>();
  private next = 1;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly url: () => string) {}

  /** Follows a topic; returns how to end that. */
  follow(topic: LiveTopic, listener: LiveListener): () => void {
    const id = String(this.next++);
    this.views.set(id, { topic, listener, frame: null });
    if (this.socket?.readyState === WebSocket.OPEN) this.subscribe(id, topic);
    else this.connect();
    return () => {
      if (!this.views.delete(id)) return;
      if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify({ unsubscribe: id }));
      if (this.views.size === 0) this.close();
    };
  }

  private connect(): void {
    if (this.socket || this.views.size === 0) return;
    clearTimeout(this.timer);
    const socket = new WebSocket(this.url());
    this.socket = socket;
    socket.addEventListener('open', () => {
      this.failures = 0;
      for (const [id, view] of this.views) {
        view.frame = null;
        this.subscribe(id, view.topic);
        view.listener.connected(true);
      }
    });
    socket.addEventListener('message', (event) => this.take(JSON.parse(String(event.data)) as LiveAnswer));
    socket.addEventListener('close', () => {
      if (this.socket !== socket) return;
      this.socket = null;
      for (const view of this.views.values()) view.listener.connected(false);
      if (this.views.size === 0) return;
      this.failures += 1;
      // At first soon, since a restart takes seconds; with jitter, since all pages come back in the same moment.
      const longest = this.failures <= SOON_TRIES ? SOON_PAUSE_MS : MOST_PAUSE_MS;
      const pause = Math.min(longest, 200 * 2 ** Math.min(this.failures, 6)) * (0.5 + Math.random() / 2);
      this.timer = setTimeout(() => this.connect(), pause);
    });
  }

  private close(): void {
    clearTimeout(this.timer);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }

  private subscribe(id: string, topic: LiveTopic): void {
    this.socket?.send(JSON.stringify({ subscribe: id, ...topic }));
  }

  private take(answer: LiveAnswer): void {
    const view = this.views.get(answer.id);
    if (!view) return;
    if ('data' in answer) {
      view.listener.data(answer.data);
    } else if ('frame' in answer) {
      view.frame = answer.frame;
      view.listener.data(view.frame);
    } else if ('delta' in answer) {
      // A delta of a frame that never came belongs to a connection that is gone.
      if (!view.frame) return;
      view.frame = applyFrameDelta(view.frame, answer.delta, LIVE_KEYS);
      view.listener.data(view.frame);
    } else {
      this.views.delete(answer.id);
      if (answer.error.code === 'auth.required') noteSignedOut();
      view.listener.ended(answer.error as LiveError);
    }
  }
}

let shared: LiveConnection | undefined;

/** The connection of this tab. */
export function liveConnection(): LiveConnection {
  shared ??= new LiveConnection(() => `${window.location.origin.replace(/^http/, 'ws')}/ws/live`);
  return shared;
}

import type { WebSocket } from 'ws';
import { refreshPrincipal } from '@/lib/auth';
import { LIVE_KEYS, type LiveAnswer, type ReadTopic } from '@/lib/contract/live';
import { frameDelta, type Frame } from '@/lib/domain/live';
import type { Principal } from '@/lib/domain/access';
import { problemOf } from '@/lib/http';
import { log } from '@/lib/observability/log';
import { presentPrincipal, type Caller } from '@/lib/services/kernel';
import type { EndReason, Subscription } from '@/lib/services/live';
import { openTopic, type TopicListener } from './live-topics';

/** What a slow reader has not taken yet; with more than this waiting, nothing is added. */
const FULL = 1024 * 1024;
/** A subscription is told of changes no more often: ten times a second. */
const LEAST_MS = 100;

const CODE_OF: Record<EndReason, string> = {
  'signed-out': 'auth.required',
  forbidden: 'auth.forbidden',
  gone: 'resource.not_found',
  error: 'internal',
};

type Waiting = { data: unknown } | { frame: Frame };

/**
 * One subscription of a socket. Of what comes faster than it may be sent, or than the reader takes it, only the newest
 * is kept; of lists what is sent is what differs from what was sent before.
 */
export class LiveView {
  private subscription: Subscription | null = null;
  private closed = false;
  private waiting: Waiting | undefined;
  private sent: Frame | undefined;
  private sentAt = -LEAST_MS;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly socket: WebSocket,
    private readonly id: string,
    private readonly caller: Caller,
    topic: ReadTopic,
    private readonly ended: () => void,
  ) {
    const listener = {
      snapshot: (data: unknown) => this.offer({ data }),
      frame: (frame: Frame) => this.offer({ frame }),
      ended: (reason: EndReason) => this.fail(CODE_OF[reason], {}),
    };
    this.open(topic, listener).then(
      (subscription) => {
        this.subscription = subscription;
        if (this.closed) subscription.close();
      },
      (error: unknown) => {
        const { code, params } = problemOf(error);
        if (code === 'internal') log.error('a live view failed', { requestId: caller.requestId, error });
        this.fail(code, params);
      },
    );
  }

  /** With the rights of now, as the socket may be hours old; of a second ago while that is enough, since typing asks often. */
  private async open(topic: ReadTopic, listener: TopicListener): Promise<Subscription> {
    const { principal } = this.caller;
    const as = (now: Principal | null) => openTopic({ ...this.caller, principal: now }, topic, listener);
    if (!principal) return as(null);
    try {
      return await as(await presentPrincipal(principal));
    } catch (error) {
      if (problemOf(error).status >= 500) throw error;
      return as(await refreshPrincipal(principal));
    }
  }

  close(): void {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    this.subscription?.close();
    this.waiting = undefined;
    this.sent = undefined;
  }

  private offer(value: Waiting): void {
    if (this.closed) return;
    this.waiting = value;
    this.flush();
  }

  private flush(): void {
    if (this.timer || this.waiting === undefined) return;
    const pause = this.socket.bufferedAmount < FULL ? this.sentAt + LEAST_MS - performance.now() : LEAST_MS;
    if (pause > 0) {
      this.timer = setTimeout(() => {
        this.timer = null;
        this.flush();
      }, pause);
      return;
    }
    const answer = this.answer(this.waiting);
    this.waiting = undefined;
    if (!answer) return;
    this.sentAt = performance.now();
    this.send(answer);
  }

  private answer(value: Waiting): LiveAnswer | null {
    const { id } = this;
    if ('data' in value) return { id, data: value.data };
    const { frame } = value;
    const before = this.sent;
    this.sent = frame;
    if (!before) return { id, frame };
    const delta = frameDelta(before, frame, LIVE_KEYS);
    return delta && { id, delta };
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

import type { WebSocket } from 'ws';
import { CHANNEL } from '@/lib/domain/shell';
import { keepAlive } from '@/lib/runtime/keep-alive';

type OnFrame = (frame: Buffer) => void;

/** One exec at the API server as frames, with back-pressure in both directions. Frames wait until somebody takes them. */
export class ExecChannel {
  private waiting: Buffer[] = [];
  private onFrame: OnFrame | null = null;
  private over = false;
  private ending: () => void = () => undefined;
  private arrival: () => void = () => undefined;
  /** Resolves when the connection is gone. */
  readonly closed: Promise<void>;

  constructor(private readonly socket: WebSocket) {
    this.closed = new Promise((resolve) => {
      this.ending = resolve;
    });
    socket.on('message', (data: Buffer | Buffer[] | ArrayBuffer) => this.receive(bufferOf(data)));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.over = true;
      this.arrival();
      this.ending();
    });
    keepAlive(socket);
    socket.resume();
  }

  /** True when the connection is gone. */
  get isOver(): boolean {
    return this.over;
  }

  /** True while nothing is read. */
  get isPaused(): boolean {
    return this.socket.isPaused;
  }

  /** Bytes that the API server has not taken yet. */
  get backlog(): number {
    return this.socket.bufferedAmount;
  }

  /** Hands over every frame from now on, those that waited first. */
  take(onFrame: OnFrame): void {
    this.onFrame = onFrame;
    const waiting = this.waiting;
    this.waiting = [];
    for (const frame of waiting) onFrame(frame);
  }

  /** The next frame, as long as nobody takes them all; null when none came in time or none will. */
  async next(withinMs: number): Promise<Buffer | null> {
    if (this.waiting.length === 0 && !this.over) {
      await new Promise<void>((resolve) => {
        this.arrival = resolve;
        setTimeout(resolve, withinMs).unref();
      });
    }
    return this.waiting.shift() ?? null;
  }

  /** Puts a frame in front of those that wait. */
  giveBack(frame: Uint8Array): void {
    this.waiting.unshift(Buffer.from(frame));
  }

  send(frame: Uint8Array, sent: () => void = () => undefined): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(frame, { binary: true }, sent);
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  /** Ends the connection; the other side has two seconds to say goodbye. */
  close(): void {
    if (this.over) return;
    // A paused socket would never read the answer.
    this.socket.resume();
    this.socket.close(1000);
    setTimeout(() => this.socket.terminate(), 2000).unref();
  }

  private receive(frame: Buffer): void {
    if (frame.length === 0) return;
    // An empty frame on a channel says only that the stream is there.
    if (frame.length === 1 && frame[0] !== CHANNEL.status) return;
    if (this.onFrame) this.onFrame(frame);
    else this.waiting.push(frame);
    this.arrival();
  }
}

function bufferOf(data: Buffer | Buffer[] | ArrayBuffer): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}

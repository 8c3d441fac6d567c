import type { WebSocket } from 'ws';
import { ackedBytes, ackFrame, CHANNEL, noteFrame, type ShellExit, type ShellNote } from '@/lib/domain/shell';
import { keepAlive } from '@/lib/runtime/keep-alive';
import type { Seat, ShellViewer, TypistSeat } from '@/lib/services/shells';

// Above HIGH no more output is handed to the network, below LOW it is again.
const HIGH = 1024 * 1024;
const LOW = 256 * 1024;
/** Output that a browser which acknowledges may have before it has drawn the rest: what Ctrl-C has to wait for. */
const WINDOW = 192 * 1024;
/** A browser can't see pings, so it is told that the connection is there. */
const BEAT_MS = 10_000;
// Input is acknowledged when so much came, or so long after it.
const ACK_BYTES = 64 * 1024;
const ACK_MS = 1000;
const NORMAL = 1000;
const CUT = 1008;

interface Options {
  /** True when the browser tells what it has drawn (ack frames). */
  acks: boolean;
  /** True when it understands notes and wants its input acknowledged: it has a session. */
  notes: boolean;
}

/** A WebSocket that looks at a shell session. */
export class ShellSocket implements ShellViewer {
  private seat: Seat | null = null;
  private undrawn = 0;
  private unacked = 0;
  private ackTimer: NodeJS.Timeout | null = null;
  /** True when its other side closed the shell itself; a reload or a cut has another code. */
  private deliberate = false;

  constructor(
    private readonly socket: WebSocket,
    private readonly options: Options,
  ) {
    socket.on('error', () => undefined);
    socket.on('close', (code) => {
      this.deliberate = code === NORMAL;
      if (this.ackTimer) clearTimeout(this.ackTimer);
      this.seat?.leave(this.deliberate);
    });
    keepAlive(socket);
    if (options.notes) this.beat();
  }

  /** Gives it the keyboard. */
  type(seat: TypistSeat): void {
    this.take(seat);
    const resume = () => {
      if (this.socket.isPaused && seat.drained()) this.socket.resume();
    };
    this.socket.on('message', (data: Buffer) => {
      if (data.length === 0 || this.acked(data)) return;
      if (!seat.type(data, resume)) this.socket.pause();
      if (this.options.notes && data[0] === CHANNEL.stdin) this.acknowledge(data.length - 1);
    });
  }

  /** Lets it look on: of what it sends only acknowledgements count. */
  watch(seat: Seat): void {
    this.take(seat);
    this.socket.on('message', (data: Buffer) => this.acked(data));
  }

  show(frame: Uint8Array): void {
    this.undrawn += frame.length - 1;
    if (this.isOpen) this.socket.send(frame, BINARY, this.flushed);
  }

  full(): boolean {
    return this.socket.bufferedAmount > HIGH || (this.options.acks && this.undrawn > WINDOW);
  }

  behind(): boolean {
    return this.options.acks && this.undrawn > WINDOW / 2;
  }

  note(note: ShellNote): void {
    if (this.options.notes && this.isOpen) this.socket.send(noteFrame(note), BINARY);
  }

  end(exit: ShellExit, status: Uint8Array, cut: boolean): void {
    if (!this.isOpen) return;
    this.socket.send(status, BINARY);
    this.socket.close(cut ? CUT : NORMAL, exit.reason.slice(0, 120));
    // A paused socket would never read the answer.
    this.socket.resume();
  }

  private get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  private take(seat: Seat): void {
    this.seat = seat;
    // It may have gone while it was being seated.
    if (this.socket.readyState === this.socket.CLOSED) seat.leave(this.deliberate);
  }

  private readonly flushed = (): void => {
    this.makeRoom();
  };

  private makeRoom(): void {
    if (this.socket.bufferedAmount < LOW && !this.behind()) this.seat?.room();
  }

  private acked(data: Buffer): boolean {
    if (data[0] !== CHANNEL.ack) return false;
    this.undrawn = Math.max(0, this.undrawn - ackedBytes(data));
    this.makeRoom();
    return true;
  }

  private acknowledge(bytes: number): void {
    this.unacked += bytes;
    if (this.unacked >= ACK_BYTES) this.sendAck();
    else this.ackTimer ??= setTimeout(() => this.sendAck(), ACK_MS);
  }

  private sendAck(): void {
    if (this.ackTimer) clearTimeout(this.ackTimer);
    this.ackTimer = null;
    if (this.isOpen && this.unacked > 0) this.socket.send(ackFrame(this.unacked), BINARY);
    this.unacked = 0;
  }

  private beat(): void {
    const timer = setInterval(() => this.note({ note: 'beat' }), BEAT_MS);
    timer.unref();
    this.socket.on('close', () => clearInterval(timer));
  }
}

const BINARY = { binary: true };

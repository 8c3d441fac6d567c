import {
  ackedBytes,
  ackFrame,
  CHANNEL,
  EXEC_PROTOCOL,
  frame,
  parseNote,
  parseStatus,
  resizeFrame,
  type ShellExit,
  type ShellNote,
} from '@/lib/domain/shell';
import { TypedInput } from './typed-input';

/** What is known of a console whose WebSocket did not open. */
export type Reach = 'there' | 'refused' | 'away';

/** How output begins on a connection. */
interface Beginning {
  session: string;
  /** Bytes before it that are not kept any more. */
  skipped: number;
  /** The screen has to be empty: what comes is all that is kept, not what was missed. */
  fresh: boolean;
}

interface Options {
  /** Where to connect: `new`, or a session and how much of its output is here already. */
  address: (session: string, seen: number) => string;
  /** The session to go back to; null opens one. */
  session: string | null;
  /** Looks on only: has no input, and sees all anew after a cut. */
  watching: boolean;
  /** Whether the console can be reached, or refuses: a browser can't read the answer to a refused upgrade. */
  probe: () => Promise<Reach>;
  attached: (beginning: Beginning) => void;
  /** The connection broke; it comes back by itself. */
  reconnecting: () => void;
  /** Output; `drawn` has to be called when it is on the screen. `replayed`: an earlier page has shown and answered it. */
  output: (bytes: Uint8Array, replayed: boolean, drawn: () => void) => void;
  note: (note: ShellNote) => void;
  /** At most once. `null` when the shell could not be opened at all. */
  ended: (exit: ShellExit | null) => void;
}

// Input that the network has not taken; beyond this the rest of a paste waits.
const FULL = 256 * 1024;
const ACK_EVERY = 64 * 1024;
/** The console says something every 10 s; after so long without a word the connection is dead. */
const SILENCE_MS = 25_000;
const LOOK_MS = 5000;
const MOST_PAUSE_MS = 5000;
/** A console that does not know the session any more says so; one that is not there is given up after this. */
const GIVEN_UP_MS = 15 * 60_000;
/** The network may come back between a try and the question after it, so being there once says nothing about the session. */
const REFUSALS = 2;
const DELIBERATE = 1000;
const SILENT = 4000;
/** Ends that are none: the session may be found by another try. */
const TRY_AGAIN = 'shell.elsewhere';

/** One shell session, over one WebSocket after the other, in Kubernetes' own frames and the notes beside them. */
export class ShellConnection {
  private socket: WebSocket | null = null;
  private session: string | null;
  private seen = 0;
  private replayUntil = 0;
  private everAttached = false;
  private left = false;
  private exit: ShellExit | null = null;
  private undrawn = 0;
  private heard = 0;
  private cutAt: number | null = null;
  private failures = 0;
  /** Tries in a row that failed although the console was there right after. */
  private refusals = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly input = new TypedInput();
  private draining = false;
  private readonly look = setInterval(() => this.listen(), LOOK_MS);
  private readonly online = () => this.hurry();

  constructor(private readonly options: Options) {
    this.session = options.session;
    addEventListener('online', this.online);
    this.connect();
  }

  /** Sends what was typed or pasted, in order, as fast as the network takes it; without one, when it is back. */
  type(data: Uint8Array<ArrayBuffer>): void {
    if (this.options.watching) return;
    this.input.push(data);
    if (!this.draining) this.drain();
  }

  resize(columns: number, rows: number): void {
    if (!this.options.watching) this.send(resizeFrame(columns, rows));
  }

  /** Ends the shell, also one that is cut off just now. */
  close(): void {
    this.left = true;
    this.stop();
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.close(DELIBERATE);
    else if (!this.socket && this.session !== null && !this.options.watching) this.connect();
  }

  private stop(): void {
    clearInterval(this.look);
    clearTimeout(this.timer);
    removeEventListener('online', this.online);
  }

  private connect(): void {
    const from = this.options.watching ? 0 : this.seen;
    const socket = new WebSocket(this.options.address(this.session ?? 'new', from), EXEC_PROTOCOL);
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    let opened = false;
    this.heard = performance.now();
    socket.addEventListener('open', () => {
      opened = true;
      if (this.left) socket.close(DELIBERATE);
    });
    socket.addEventListener('message', (event: MessageEvent<ArrayBuffer>) => {
      if (this.socket === socket && !this.left) this.receive(socket, new Uint8Array(event.data));
    });
    socket.addEventListener('close', () => {
      if (this.socket === socket) this.closed(opened);
    });
  }

  private receive(socket: WebSocket, bytes: Uint8Array): void {
    this.heard = performance.now();
    const channel = bytes[0];
    if (channel === CHANNEL.stdout || channel === CHANNEL.stderr) {
      const payload = bytes.subarray(1);
      this.seen += payload.length;
      this.options.output(payload, this.seen <= this.replayUntil, () => this.drawn(socket, payload.length));
    } else if (channel === CHANNEL.ack) this.input.acknowledge(ackedBytes(bytes));
    else if (channel === CHANNEL.status) {
      this.exit = parseStatus(new TextDecoder().decode(bytes.subarray(1))) ?? this.exit;
    } else {
      const note = parseNote(bytes);
      if (note?.note === 'attached') this.attached(note);
      else if (note) this.options.note(note);
    }
  }

  private attached(note: Extract<ShellNote, { note: 'attached' }>): void {
    const fresh = !this.everAttached || this.options.watching;
    this.everAttached = true;
    this.session = note.session;
    this.seen = note.from;
    // What a page before this one, or whoever types, has answered already must not be answered again.
    this.replayUntil = fresh ? note.until : 0;
    this.undrawn = 0;
    this.cutAt = null;
    this.failures = 0;
    this.refusals = 0;
    this.options.attached({ session: note.session, skipped: note.skipped, fresh });
    this.input.resume(note.typed);
    this.drain();
  }

  private closed(opened: boolean): void {
    this.socket = null;
    if (this.left) return;
    const { exit } = this;
    this.exit = null;
    if (exit && exit.reason !== TRY_AGAIN) return this.finish(exit);
    if (this.session === null) return this.finish(opened ? LOST : null);
    this.cutAt ??= performance.now();
    if (performance.now() - this.cutAt > GIVEN_UP_MS) return this.finish(LOST);
    this.options.reconnecting();
    if (opened) return this.later();
    void this.options.probe().then((reach) => this.reached(reach));
    return undefined;
  }

  private reached(reach: Reach): void {
    if (this.left) return;
    this.refusals = reach === 'there' ? this.refusals + 1 : 0;
    if (reach === 'refused' || this.refusals === REFUSALS) this.finish(null);
    else this.later();
  }

  private later(): void {
    this.failures += 1;
    const pause = Math.min(MOST_PAUSE_MS, 125 * 2 ** Math.min(this.failures, 6)) * (0.5 + Math.random() / 2);
    this.timer = setTimeout(() => this.connect(), pause);
  }

  private hurry(): void {
    if (this.socket || this.cutAt === null) return;
    clearTimeout(this.timer);
    this.connect();
  }

  private listen(): void {
    const { socket } = this;
    if (!socket || performance.now() - this.heard < SILENCE_MS) return;
    // Its own close event may take minutes.
    socket.close(SILENT);
    this.closed(true);
  }

  private finish(exit: ShellExit | null): void {
    this.left = true;
    this.stop();
    this.options.ended(exit);
  }

  private send(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(bytes);
  }

  private drain(): void {
    this.draining = false;
    const { socket } = this;
    // Without a connection, or before the console said what it has, all waits.
    if (socket?.readyState !== WebSocket.OPEN || this.cutAt !== null || !this.everAttached) return;
    while (socket.bufferedAmount < FULL) {
      const part = this.input.next();
      if (!part) return;
      socket.send(frame(CHANNEL.stdin, part));
    }
    this.draining = true;
    // A WebSocket does not say when it has room again.
    setTimeout(() => this.drain(), 10);
  }

  private drawn(socket: WebSocket, count: number): void {
    if (socket !== this.socket) return;
    this.undrawn += count;
    if (this.undrawn < ACK_EVERY) return;
    this.send(ackFrame(this.undrawn));
    this.undrawn = 0;
  }
}

const LOST: ShellExit = { exitCode: null, reason: 'lost', message: '' };

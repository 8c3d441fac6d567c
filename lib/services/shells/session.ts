import {
  CHANNEL,
  exitJson,
  frame,
  FRAME_BYTES,
  OutputRing,
  parseStatus,
  type ShellExit,
} from '@/lib/domain/shell';
import type { Principal } from '@/lib/domain/access';
import type { Language } from '@/lib/domain/problem';
import type { ExecChannel } from './exec-channel';
import { Interrupt } from './interrupt';
import type { Recorder, RecordingState } from './recording';
import type { Seat, ShellViewer, TypistSeat } from './viewer';
import { Watchers } from './watchers';

/** Output that is kept for whoever comes back: more than a browser may have on the way and undrawn. */
const KEPT_BYTES = 256 * 1024;
// Input that the API server has not taken: above HIGH no more is read, below LOW it is again.
const HIGH = 1024 * 1024;
const LOW = 256 * 1024;
/** How long the API server may take to close after it said how the program ended. */
const GOODBYE_MS = 2000;

interface Parts {
  id: string;
  project: string;
  pod: string;
  container: string;
  principal: Principal;
  language: Language;
  channel: ExecChannel;
  /** Where its output and sizes go beside those who look; null: it is not recorded. */
  recorder: Recorder | null;
  /** How long it waits for a browser that went away; 0: it ends with its first socket. */
  keepMs: number;
  /** Somebody attached, or the last one went. */
  attached: (now: boolean) => void;
  /** Once, at the end: hangs up what is left and writes down how it ended. */
  finished: (exit: ShellExit) => Promise<void>;
  /** Once, when nobody can come back any more. */
  forgotten: () => void;
}

/**
 * A shell session: one exec at the API server and whoever looks at it. It outlives the sockets: output is kept in a
 * ring, and a client that comes back says how much of it it has.
 */
export class ShellSession {
  readonly principal: Principal;
  /** Aborted when it is over. */
  readonly over: AbortSignal;
  private readonly ending = new AbortController();
  private readonly ring = new OutputRing(KEPT_BYTES);
  private readonly watchers = new Watchers(this.ring, () => this.tellWatchers());
  private readonly interrupt: Interrupt;
  private typist: ShellViewer | null = null;
  private begun = false;
  private typed = 0;
  private size: { columns: number; rows: number } | null = null;
  private waiting: NodeJS.Timeout | null = null;
  /** How the program ended, as the API server said it. */
  private status: { exit: ShellExit; frame: Uint8Array } | null = null;
  private end: { exit: ShellExit; frame: Uint8Array; done: Promise<void> } | null = null;

  constructor(private readonly parts: Parts) {
    this.principal = parts.principal;
    this.over = this.ending.signal;
    this.interrupt = new Interrupt({
      language: parts.language,
      behind: () => this.typist?.behind() === true,
      hurry: () => this.flow(),
      show: (bytes) => this.deliver(bytes),
    });
  }

  get id(): string {
    return this.parts.id;
  }

  get project(): string {
    return this.parts.project;
  }

  get pod(): string {
    return this.parts.pod;
  }

  /** True when whoever types can be shown who watches. */
  get watchable(): boolean {
    return this.parts.keepMs > 0;
  }

  /**
   * Gives the keyboard to a viewer who has `seen` so many bytes of output: it gets the rest at once. Whoever had it
   * before is told that it went elsewhere.
   */
  attach(viewer: ShellViewer, seen: number): TypistSeat {
    const { id } = this.parts;
    this.typist?.end(...ended('elsewhere', true));
    if (this.waiting) clearTimeout(this.waiting);
    this.waiting = null;
    this.typist = viewer;
    this.interrupt.finish();
    const from = this.ring.resumeAt(seen);
    const { end } = this.ring;
    viewer.note({
      note: 'attached',
      session: id,
      from,
      skipped: Math.max(0, from - seen),
      until: end,
      typed: this.typed,
    });
    viewer.note({ note: 'recording', state: this.recording });
    if (this.watchers.names.length > 0) viewer.note({ note: 'watchers', names: this.watchers.names });
    for (let at = from; at < end; at += FRAME_BYTES) {
      viewer.show(frame(CHANNEL.stdout, this.ring.read(at, FRAME_BYTES)));
    }
    if (this.end) {
      viewer.end(this.end.exit, this.end.frame, false);
      this.forget();
    } else {
      this.parts.attached(true);
      this.begin();
      this.flow();
    }
    return this.seatOf(viewer);
  }

  /** Lets somebody look on. */
  watch(viewer: ShellViewer, name: string): Seat {
    const seat = this.watchers.add(viewer, name, this.id);
    viewer.note({ note: 'recording', state: this.recording });
    if (this.size) viewer.note({ note: 'size', ...this.size });
    if (this.end) viewer.end(this.end.exit, this.end.frame, false);
    return seat;
  }

  /** Ends it, unless it has ended; `cut`: against the will of whoever types. Resolves when that is on record. */
  finish(why: ShellExit, cut = false): Promise<void> {
    if (this.end) return this.end.done;
    this.interrupt.finish();
    this.ending.abort();
    const exit = this.status?.exit ?? why;
    const told = this.status?.frame ?? frame(CHANNEL.status, Buffer.from(exitJson(exit)));
    this.parts.channel.close();
    this.end = { exit, frame: told, done: this.parts.finished(exit) };
    this.watchers.end(exit, told);
    if (this.typist || cut || !this.waiting) {
      this.typist?.end(exit, told, cut && !this.status);
      this.forget();
    }
    return this.end.done;
  }

  /** Reads on, or waits: for whoever types to draw, for the recording to be written. */
  flow(): void {
    const { channel, recorder } = this.parts;
    if (this.end) return;
    const waits = recorder?.full === true || this.typist?.full() === true;
    // What is skipped has to come first; held back, it would look as if it were over.
    if (waits && !this.interrupt.skips) channel.pause();
    else channel.resume();
  }

  /** Says that it is recorded again, or can't be just now. */
  recordingChanged(state: RecordingState): void {
    this.typist?.note({ note: 'recording', state });
    this.watchers.note({ note: 'recording', state });
  }

  private get recording(): RecordingState | 'off' {
    return this.parts.recorder?.state ?? 'off';
  }

  /** Takes what the program wrote so far; the first one to attach has it all. */
  private begin(): void {
    const { channel } = this.parts;
    if (this.begun) return;
    this.begun = true;
    channel.take((item) => this.receive(item));
    void channel.closed.then(() => this.finish({ exitCode: null, reason: 'lost', message: '' }));
  }

  private seatOf(viewer: ShellViewer): TypistSeat {
    const { channel } = this.parts;
    return {
      type: (data, sent) => {
        if (this.typist === viewer) this.type(data, sent);
        return channel.backlog <= HIGH;
      },
      drained: () => channel.backlog < LOW,
      room: () => {
        if (this.typist === viewer && channel.isPaused) this.flow();
      },
      leave: (deliberate) => {
        if (this.typist === viewer) this.leave(deliberate);
      },
    };
  }

  private leave(deliberate: boolean): void {
    this.typist = null;
    this.interrupt.finish();
    const { keepMs } = this.parts;
    if (deliberate || keepMs === 0) {
      void this.finish({ exitCode: null, reason: 'left', message: '' });
      return;
    }
    this.parts.attached(false);
    // The program goes on meanwhile: what does not fit into the ring is forgotten from its beginning on.
    this.flow();
    this.waiting = setTimeout(() => {
      if (this.end) this.forget();
      else void this.finish({ exitCode: null, reason: 'detached', message: '' }, true);
    }, keepMs);
    this.waiting.unref();
  }

  private forget(): void {
    if (this.waiting) clearTimeout(this.waiting);
    this.waiting = null;
    this.typist = null;
    // Until its end is on record it is found here: not here and not ended would mean that another console has it.
    const { forgotten } = this.parts;
    void Promise.resolve(this.end?.done).then(forgotten, forgotten);
  }

  private type(data: Buffer, sent: () => void): void {
    const { channel } = this.parts;
    if (data[0] === CHANNEL.stdin) {
      this.interrupt.typed(data);
      this.typed += data.length - 1;
      if (data.length <= FRAME_BYTES + 1) channel.send(data, sent);
      else {
        for (let from = 1; from < data.length; from += FRAME_BYTES) {
          channel.send(frame(CHANNEL.stdin, data.subarray(from, from + FRAME_BYTES)), sent);
        }
      }
    } else if (data[0] === CHANNEL.resize && data.length < 200) {
      channel.send(data);
      this.resized(data);
    } else if (data[0] === CHANNEL.close) channel.send(data);
  }

  private resized(data: Buffer): void {
    try {
      const { Width, Height } = JSON.parse(data.toString('utf8', 1)) as Record<string, unknown>;
      if (typeof Width !== 'number' || typeof Height !== 'number') return;
      this.size = { columns: Width, rows: Height };
      this.parts.recorder?.resize(Width, Height);
      this.watchers.note({ note: 'size', ...this.size });
    } catch {
      // The API server has it too and refuses what it does not understand.
    }
  }

  private receive(item: Buffer): void {
    if (this.interrupt.takes(item)) return;
    if (item[0] !== CHANNEL.status) {
      this.deliver(item);
      return;
    }
    const exit = parseStatus(item.toString('utf8', 1));
    if (!exit) return;
    // Output can still be on its way beside it, so the end waits for the connection's.
    this.status = { exit, frame: item };
    setTimeout(() => this.parts.channel.close(), GOODBYE_MS).unref();
  }

  private deliver(item: Uint8Array): void {
    const { recorder, channel } = this.parts;
    this.ring.push(item.subarray(1));
    recorder?.output(item.subarray(1));
    this.typist?.show(item);
    if (recorder?.full === true || this.typist?.full() === true) channel.pause();
    this.watchers.pushed(item);
  }

  private tellWatchers(): void {
    this.typist?.note({ note: 'watchers', names: this.watchers.names });
  }
}

function ended(reason: string, cut: boolean): [ShellExit, Uint8Array, boolean] {
  const exit: ShellExit = { exitCode: null, reason, message: '' };
  return [exit, frame(CHANNEL.status, Buffer.from(exitJson(exit))), cut];
}

import type { KubeClient } from '@/lib/kube';
import { CHANNEL, frame, parseStatus, stdinFrames, type ShellExit } from '@/lib/domain/shell';
import { ExecChannel } from '@/lib/services/shells';

export interface FileTarget {
  namespace: string;
  pod: string;
  container: string;
}

/** How a command ended, and what it said on stderr. */
export interface RunEnd {
  exit: ShellExit;
  stderr: string;
}

// Output that nobody has taken: above HIGH no more is read, below LOW it is again.
const HIGH = 512 * 1024;
const LOW = 128 * 1024;
/** Input that the API server has not taken; beyond this the sender waits. */
const MOST_UNSENT = 512 * 1024;
const MOST_STDERR = 8192;
/** Output can come beside the word of how it ended; the API server closes soon after both. */
const GOODBYE_MS = 2000;
const LOST: ShellExit = { exitCode: null, reason: 'lost', message: '' };

/** A command in a container without a terminal: bytes in and out, with back-pressure both ways. */
export class ContainerRun {
  private readonly waiting: Buffer[] = [];
  private size = 0;
  private over = false;
  private exit: ShellExit | null = null;
  private readonly errors: Buffer[] = [];
  private errorSize = 0;
  private wake: () => void = () => undefined;
  private goodbye: NodeJS.Timeout | null = null;
  /** Resolves when the connection is gone. */
  readonly ended: Promise<RunEnd>;

  private constructor(private readonly channel: ExecChannel) {
    this.ended = channel.closed.then(() => {
      this.over = true;
      this.wake();
      if (this.goodbye) clearTimeout(this.goodbye);
      return { exit: this.exit ?? LOST, stderr: Buffer.concat(this.errors).toString('utf8').trim() };
    });
    channel.take((item) => this.receive(item));
  }

  /** Starts it; throws a Problem when the cluster refuses. */
  static async start(
    client: KubeClient,
    { namespace, pod, container }: FileTarget,
    command: string[],
    stdin = false,
  ): Promise<ContainerRun> {
    const socket = await client.exec(namespace, pod, { container, command, tty: false, stdin });
    return new ContainerRun(new ExecChannel(socket));
  }

  /** True when it has written something that was not taken, or has ended. */
  get hasOutput(): boolean {
    return this.waiting.length > 0 || this.isOver;
  }

  /** The next bytes of its output, in order; null at the end. */
  async next(): Promise<Buffer | null> {
    while (this.waiting.length === 0 && !this.over) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    const item = this.waiting.shift();
    if (!item) return null;
    this.size -= item.length;
    if (this.size < LOW && this.channel.isPaused) {
      this.channel.resume();
      this.sayGoodbye();
    }
    return item;
  }

  /** Puts bytes back in front of the output. */
  giveBack(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.waiting.unshift(Buffer.from(bytes));
    this.size += bytes.length;
  }

  /** All of a short output. */
  async text(most: number): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    for (let item = await this.next(); item && size <= most; item = await this.next()) {
      chunks.push(item);
      size += item.length;
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  /** Hands input on; resolves when there is room for more, or nobody takes it any more. */
  async write(data: Uint8Array): Promise<void> {
    for (const item of stdinFrames(data)) {
      if (this.isOver) return;
      const sent = new Promise<void>((resolve) => this.channel.send(item, resolve));
      if (this.channel.backlog > MOST_UNSENT) await Promise.race([sent, this.channel.closed]);
    }
  }

  /** Says that no more input comes. */
  closeInput(): void {
    this.channel.send(frame(CHANNEL.close, Uint8Array.of(CHANNEL.stdin)));
  }

  /** Ends the connection; the command may go on in the container. */
  close(): void {
    this.channel.close();
  }

  private get isOver(): boolean {
    return this.over || this.exit !== null;
  }

  private receive(item: Buffer): void {
    const payload = item.subarray(1);
    if (item[0] === CHANNEL.stdout) {
      this.waiting.push(payload);
      this.size += payload.length;
      if (this.size > HIGH) this.channel.pause();
    } else if (item[0] === CHANNEL.stderr) {
      if (this.errorSize < MOST_STDERR) this.errors.push(payload.subarray(0, MOST_STDERR - this.errorSize));
      this.errorSize += payload.length;
    } else if (item[0] === CHANNEL.status) this.exit = parseStatus(payload.toString('utf8')) ?? this.exit;
    this.sayGoodbye();
    this.wake();
  }

  private sayGoodbye(): void {
    if (!this.exit) return;
    if (this.goodbye) clearTimeout(this.goodbye);
    this.goodbye = setTimeout(() => {
      if (!this.channel.isPaused) this.channel.close();
    }, GOODBYE_MS);
    this.goodbye.unref();
  }
}

import {
  ackFrame,
  CHANNEL,
  EXEC_PROTOCOL,
  parseStatus,
  resizeFrame,
  stdinFrames,
  type ShellExit,
} from '@/lib/domain/shell';
import type { ShellTarget } from '../dock/dock-store';

interface Handlers {
  opened: () => void;
  /** Output; `drawn` has to be called when it is on the screen. */
  output: (bytes: Uint8Array, drawn: () => void) => void;
  /** At most once. `null` when the shell could not be opened at all. */
  ended: (exit: ShellExit | null) => void;
}

// Input that the network has not taken; beyond this the rest of a paste waits.
const FULL = 256 * 1024;
const ACK_EVERY = 64 * 1024;

/** Where a shell is opened; `ack=1` because the browser can't stop reading a WebSocket, so it says what it has drawn. */
export function shellAddress(target: ShellTarget, origin: string): string {
  const query = new URLSearchParams({ ack: '1' });
  if (target.container !== undefined) query.set('container', target.container);
  for (const part of target.command ?? []) query.append('command', part);
  const path = `/ws/projects/${encodeURIComponent(target.project)}/pods/${encodeURIComponent(target.pod)}/exec`;
  return `${origin.replace(/^http/, 'ws')}${path}?${query}`;
}

/** One shell over one WebSocket, in Kubernetes' own frames. */
export class ShellConnection {
  private readonly socket: WebSocket;
  private readonly input: Uint8Array<ArrayBuffer>[] = [];
  private draining = false;
  private undrawn = 0;
  private opened = false;
  private left = false;
  private exit: ShellExit | null = null;

  constructor(address: string, handlers: Handlers) {
    this.socket = new WebSocket(address, EXEC_PROTOCOL);
    this.socket.binaryType = 'arraybuffer';
    this.socket.addEventListener('open', () => {
      this.opened = true;
      if (!this.left) handlers.opened();
    });
    this.socket.addEventListener('message', (event: MessageEvent<ArrayBuffer>) => {
      if (this.left) return;
      const bytes = new Uint8Array(event.data);
      const payload = bytes.subarray(1);
      if (bytes[0] === CHANNEL.status)
        this.exit = parseStatus(new TextDecoder().decode(payload)) ?? this.exit;
      else if (bytes[0] === CHANNEL.stdout || bytes[0] === CHANNEL.stderr) {
        handlers.output(payload, () => this.drawn(payload.length));
      }
    });
    this.socket.addEventListener('close', () => {
      const lost: ShellExit = { exitCode: null, reason: 'lost', message: '' };
      if (!this.left) handlers.ended(this.exit ?? (this.opened ? lost : null));
    });
  }

  /** Sends what was typed or pasted, in order, as fast as the network takes it. */
  type(data: Uint8Array): void {
    this.input.push(...stdinFrames(data));
    if (!this.draining) this.drain();
  }

  resize(columns: number, rows: number): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(resizeFrame(columns, rows));
  }

  close(): void {
    this.left = true;
    this.socket.close();
  }

  private drain(): void {
    while (this.input.length > 0 && this.socket.bufferedAmount < FULL) {
      const frame = this.input.shift();
      if (frame && this.socket.readyState === WebSocket.OPEN) this.socket.send(frame);
    }
    this.draining = this.input.length > 0 && this.socket.readyState === WebSocket.OPEN;
    // A WebSocket does not say when it has room again.
    if (this.draining) setTimeout(() => this.drain(), 10);
  }

  private drawn(count: number): void {
    this.undrawn += count;
    if (this.undrawn < ACK_EVERY) return;
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(ackFrame(this.undrawn));
    this.undrawn = 0;
  }
}

import type { WebSocket } from 'ws';
import {
  ackedBytes,
  CHANNEL,
  frame,
  FRAME_BYTES,
  parseStatus,
  statusJson,
  type ShellExit,
} from '@/lib/domain/shell';
import { problemText, type Language } from '@/lib/domain/problem';
import { guardRight } from '@/lib/services/kernel';
import type { Shell } from '@/lib/services/shells';
import { SHELL_ACCESS } from '@/lib/contract/shells';
import { keepAlive } from './heartbeat';
import { Interrupt } from './interrupt';

// Above HIGH a side is no longer read, below LOW it is again.
const HIGH = 1024 * 1024;
const LOW = 256 * 1024;
/** Output that a browser which acknowledges may have before it has drawn the rest: what Ctrl-C has to wait for. */
const WINDOW = 192 * 1024;

interface Options {
  project: string;
  language: Language;
  /** True when the browser tells what it has drawn (ack frames). */
  acks: boolean;
}

/** Carries frames between a viewer and a shell until either ends or the right is lost; records how it ended. */
export function bridgeShell(viewer: WebSocket, shell: Shell, options: Options): void {
  const { channel } = shell;
  const over = new AbortController();
  let exit: ShellExit | null = null;
  let undrawn = 0;

  const outputFull = () => viewer.bufferedAmount > HIGH || (options.acks && undrawn > WINDOW);
  const outputFree = () => viewer.bufferedAmount < LOW && !(options.acks && undrawn > WINDOW / 2);
  const maybeResume = () => {
    if (channel.connection.isPaused && outputFree()) channel.resume();
  };

  const finish = (why: ShellExit) => {
    if (over.signal.aborted) return;
    interrupt.finish();
    over.abort();
    void shell.end(exit ?? why);
    if (viewer.readyState !== viewer.OPEN) return;
    if (!exit) viewer.send(statusFrame(statusJson(why.reason, why.message, 0)));
    const cut = why.reason === 'forbidden' || why.reason === 'signed-out' || why.reason === 'gone';
    viewer.close(exit || !cut ? 1000 : 1008, (exit ?? why).reason.slice(0, 120));
    viewer.resume();
  };

  const show = (item: Uint8Array) => {
    undrawn += item.length - 1;
    if (viewer.readyState === viewer.OPEN) viewer.send(item, { binary: true }, maybeResume);
  };
  const interrupt = new Interrupt({
    language: options.language,
    behind: () => options.acks && (channel.connection.isPaused || undrawn > WINDOW / 2),
    hurry: () => channel.resume(),
    show,
  });

  channel.take((item) => {
    if (viewer.readyState !== viewer.OPEN || interrupt.takes(item)) return;
    if (item[0] === CHANNEL.status) exit = parseStatus(item.subarray(1).toString('utf8')) ?? exit;
    show(item);
    if (outputFull()) channel.pause();
  });
  void channel.closed.then(() => finish(ended('lost')));

  viewer.on('message', (data: Buffer) => {
    const [kind] = data;
    if (kind === CHANNEL.ack) {
      undrawn = Math.max(0, undrawn - ackedBytes(data));
      maybeResume();
    } else if (kind === CHANNEL.stdin) {
      interrupt.typed(data);
      for (let from = 1; from < data.length; from += FRAME_BYTES) {
        channel.send(frame(CHANNEL.stdin, data.subarray(from, from + FRAME_BYTES)), () => {
          if (viewer.isPaused && channel.backlog < LOW) viewer.resume();
        });
      }
      if (channel.backlog > HIGH) viewer.pause();
    } else if (kind === CHANNEL.close || (kind === CHANNEL.resize && data.length < 200)) {
      channel.send(data);
    }
  });
  viewer.on('close', () => finish(ended('left')));
  viewer.on('error', () => undefined);

  keepAlive(viewer);
  keepAlive(channel.connection);
  guardRight(shell.principal, SHELL_ACCESS, options.project, over.signal, (lost) => {
    const code = lost === 'signed-out' ? 'auth.required' : 'auth.forbidden';
    finish({ ...ended(lost), message: problemText(code, options.language, { permission: SHELL_ACCESS }) });
  });
}

/** Tells a viewer over the accepted socket why no shell was opened: a browser can't read a refused upgrade. */
export function tellFailure(viewer: WebSocket, reason: string, message: string, status: number): void {
  viewer.send(statusFrame(statusJson(reason, message, status)));
  viewer.close(1000, reason);
}

function statusFrame(json: string): Uint8Array {
  return frame(CHANNEL.status, Buffer.from(json));
}

function ended(reason: string): ShellExit {
  return { exitCode: null, reason, message: '' };
}

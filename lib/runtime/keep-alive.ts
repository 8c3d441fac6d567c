import type { WebSocket } from 'ws';

// kubectl's own numbers: a ping every 5 s, a peer is gone after 61 s of silence.
const EVERY_MS = 5000;
const DEADLINE_MS = 61_000;

/**
 * Pings a socket, so that nothing on the way takes it for idle, and ends it when nothing was heard for 61 s. While the
 * socket is paused nothing can be heard, so nothing is missed.
 */
export function keepAlive(
  socket: WebSocket,
  { everyMs = EVERY_MS, deadlineMs = DEADLINE_MS }: { everyMs?: number; deadlineMs?: number } = {},
): void {
  let heard = performance.now();
  const hear = () => {
    heard = performance.now();
  };
  const timer = setInterval(() => {
    if (socket.isPaused) hear();
    // The next look would come too late.
    if (performance.now() - heard > deadlineMs - everyMs) socket.terminate();
    else if (socket.readyState === socket.OPEN) socket.ping();
  }, everyMs);
  timer.unref();
  socket.on('pong', hear);
  socket.on('message', hear);
  socket.on('close', () => clearInterval(timer));
}

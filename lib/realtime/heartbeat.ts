import type { WebSocket } from 'ws';

const EVERY_MS = 20_000;
const MOST_MISSED = 3;

/**
 * Pings a socket every 20 s, so that nothing on the way takes it for idle, and ends it when three pings in a row stay
 * without an answer. While the socket is paused nothing can be heard, so nothing is missed.
 */
export function keepAlive(socket: WebSocket, everyMs = EVERY_MS): void {
  let missed = 0;
  const timer = setInterval(() => {
    if (socket.isPaused) missed = 0;
    if (missed >= MOST_MISSED) {
      socket.terminate();
      return;
    }
    missed += 1;
    socket.ping();
  }, everyMs);
  timer.unref();
  socket.on('pong', () => {
    missed = 0;
  });
  socket.on('message', () => {
    missed = 0;
  });
  socket.on('close', () => clearInterval(timer));
}

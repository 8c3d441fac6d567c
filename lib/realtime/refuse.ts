import type { Duplex } from 'node:stream';
import { STATUS_CODES } from 'node:http';
import { answerProblem } from '@/lib/http';
import type { Caller } from '@/lib/services/kernel';

/** Answers an upgrade that is not granted, as an ordinary HTTP answer, and ends the connection. */
export async function refuse(socket: Duplex, error: unknown, caller: Caller | null): Promise<void> {
  const response = answerProblem(error, caller);
  const body = await response.text();
  if (socket.destroyed) return;
  const headers = [
    `HTTP/1.1 ${response.status} ${STATUS_CODES[response.status] ?? 'Error'}`,
    ...[...response.headers].map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`);
}

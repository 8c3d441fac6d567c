import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
import {
  ackedBytes,
  ackFrame,
  CHANNEL,
  EXEC_PROTOCOL,
  parseNote,
  parseStatus,
  stdinFrames,
  type ShellExit,
  type ShellNote,
} from '@/lib/domain/shell';
import { attachGateway, serveStream } from '@/lib/realtime';

/** The gateway of this process on a free port: shells, live views and logs, without Next. */
export async function startGateway(): Promise<{ port: number; close: () => void }> {
  const server = http.createServer((request, response) => {
    if (!serveStream(request, response)) response.writeHead(404).end();
  });
  attachGateway(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A shell as a program sees it. */
export interface OpenedShell {
  socket: WebSocket;
  /** What the terminal showed so far. */
  screen: () => string;
  bytes: () => Buffer;
  type: (text: string) => void;
  notes: ShellNote[];
  /** The first note: where the output begins, and the session's id. */
  attached: () => Extract<ShellNote, { note: 'attached' }>;
  /** Bytes of input that the console acknowledged. */
  acked: () => number;
  ended: Promise<ShellExit & { code: number }>;
}

interface Where {
  port: number;
  project: string;
  pod: string;
  token: string | null;
  /** With the question mark. */
  query?: string;
  headers?: Record<string, string>;
  /** False: nothing that was shown is acknowledged, as a browser that draws nothing. */
  draws?: boolean;
}

/** Opens a shell; rejects with the HTTP status and content type of a refusal. */
export async function openShellSocket(where: Where): Promise<OpenedShell> {
  const { port, project, pod, token, query = '', headers = {}, draws = true } = where;
  const address = `ws://127.0.0.1:${port}/ws/projects/${project}/pods/${pod}/exec${query}`;
  const socket = new WebSocket(address, EXEC_PROTOCOL, {
    headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
  });
  const chunks: Buffer[] = [];
  const notes: ShellNote[] = [];
  let acked = 0;
  let exit: ShellExit | null = null;
  const acks = draws && /[?&]ack=1/.test(query);
  socket.on('message', (data: Buffer) => {
    if (data[0] === CHANNEL.status) exit = parseStatus(data.toString('utf8', 1));
    else if (data[0] === CHANNEL.ack) acked += ackedBytes(data);
    else if (data[0] === CHANNEL.note) notes.push(parseNote(data) ?? { note: 'beat' });
    else {
      chunks.push(data.subarray(1));
      if (acks) socket.send(ackFrame(data.length - 1));
    }
  });
  const ended = new Promise<ShellExit & { code: number }>((resolve) => {
    socket.on('close', (code) => resolve({ ...(exit ?? { exitCode: null, reason: '', message: '' }), code }));
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
    socket.once('unexpected-response', (_request, response) => {
      reject(new Error(`${response.statusCode} ${response.headers['content-type']}`));
      response.resume();
    });
  });
  return {
    socket,
    bytes: () => Buffer.concat(chunks),
    screen: () => Buffer.concat(chunks).toString('utf8'),
    type: (text) => {
      for (const item of stdinFrames(Buffer.from(text))) socket.send(item);
    },
    notes,
    attached: () => {
      const first = notes.find((note) => note.note === 'attached');
      if (first?.note !== 'attached') throw new Error('not attached yet');
      return first;
    },
    acked: () => acked,
    ended,
  };
}

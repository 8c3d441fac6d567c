import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { EXEC_PROTOCOL, noteFrame } from '@/lib/domain/shell';
import { ShellConnection, type Reach } from './shell-connection';

/** How the server treats the tries that reach it, one after the other; the last one holds for all that follow. */
let answers: ('accept' | 'refuse')[] = [];
let tries = 0;
let server: http.Server;

/** The browser's own class is not in Node; this is a real client with the same face, and as quiet about errors. */
class BrowserSocket extends WebSocket {
  constructor(address: string, protocol: string) {
    super(address, protocol);
    this.on('error', () => undefined);
  }
}

beforeEach(async () => {
  vi.stubGlobal('WebSocket', BrowserSocket);
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('removeEventListener', () => undefined);
  tries = 0;
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => EXEC_PROTOCOL });
  server = http.createServer();
  server.on('upgrade', (request, socket, head) => {
    const answer = answers[Math.min(tries, answers.length - 1)];
    tries += 1;
    if (answer === 'refuse') {
      socket.destroy();
      return;
    }
    sockets.handleUpgrade(request, socket, head, (accepted) =>
      accepted.send(noteFrame({ note: 'attached', session: 'one', from: 0, skipped: 0, until: 0, typed: 0 })),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Goes back to a session; resolves with what became of it. */
function comeBack(probe: () => Reach): Promise<'attached' | 'ended'> {
  return new Promise((resolve) => {
    const connection = new ShellConnection({
      address: () => `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
      session: 'one',
      watching: false,
      probe: async () => probe(),
      attached: () => {
        resolve('attached');
        connection.close();
      },
      reconnecting: () => undefined,
      output: () => undefined,
      note: () => undefined,
      ended: () => resolve('ended'),
    });
  });
}

it('goes on when the network came back between a failed try and the question after it', async () => {
  answers = ['refuse', 'accept'];
  await expect(comeBack(() => 'there')).resolves.toBe('attached');
  expect(tries).toBe(2);
});

it('ends when the console is there and refuses again', async () => {
  answers = ['refuse'];
  await expect(comeBack(() => 'there')).resolves.toBe('ended');
  expect(tries).toBe(2);
});

it('ends at once when the console says that the project is closed', async () => {
  answers = ['refuse'];
  await expect(comeBack(() => 'refused')).resolves.toBe('ended');
  expect(tries).toBe(1);
});

it('tries on as long as the console is away', async () => {
  answers = ['refuse', 'refuse', 'refuse', 'accept'];
  const reach: Reach[] = ['there', 'away', 'there'];
  await expect(comeBack(() => reach[tries - 1] ?? 'away')).resolves.toBe('attached');
});

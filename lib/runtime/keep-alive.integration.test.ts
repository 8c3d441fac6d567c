import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { tcpProxy, type TcpProxy } from '@/lib/testing/tcp-proxy';
import { waitFor } from '@/lib/testing/wait-for';
import { keepAlive } from './keep-alive';

const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
let proxy: TcpProxy;

beforeAll(async () => {
  if (!server.address()) await once(server, 'listening');
  proxy = await tcpProxy({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
});
afterAll(async () => {
  await proxy.close();
  server.close();
});

/** Both ends of a connection through the proxy. */
async function pair(): Promise<{ here: WebSocket; there: WebSocket }> {
  const arrived = once(server, 'connection');
  const here = new WebSocket(`ws://127.0.0.1:${proxy.port}`);
  await once(here, 'open');
  const [there] = (await arrived) as [WebSocket];
  return { here, there };
}

describe('keepAlive', () => {
  it('finds a network that carries nothing any more', async () => {
    const { here } = await pair();
    keepAlive(here, { everyMs: 20, deadlineMs: 200 });
    await once(here, 'pong');
    proxy.freeze();
    const [code] = (await once(here, 'close')) as [number];
    expect(code).toBe(1006);
  });

  it('leaves alone who answers, and who is not read just now', async () => {
    const { here, there } = await pair();
    keepAlive(here, { everyMs: 20, deadlineMs: 200 });
    let pings = 0;
    there.on('ping', () => {
      pings += 1;
    });
    await waitFor('pings for longer than the deadline', () => pings > 20, { every: 20 });
    here.pause();
    pings = 0;
    await waitFor('pings while nothing is read', () => pings > 20, { every: 20 });
    here.resume();
    there.send('still here');
    expect(String((await once(here, 'message'))[0])).toBe('still here');
    here.terminate();
  });
});

import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocketServer, WebSocket as NodeWebSocket, type WebSocket as Socket } from 'ws';
import type { AddressInfo } from 'node:net';
import { LiveConnection } from './live-connection';

let server: WebSocketServer;
let sockets: Socket[] = [];
let received: unknown[] = [];

beforeEach(async () => {
  vi.stubGlobal('WebSocket', NodeWebSocket);
  sockets = [];
  received = [];
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  server.on('connection', (socket) => {
    sockets.push(socket);
    socket.on('message', (data: Buffer) => received.push(JSON.parse(data.toString('utf8'))));
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  for (const socket of sockets) socket.terminate();
  server.close();
});

function connection(): LiveConnection {
  return new LiveConnection(() => `ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

const heard = () => ({ data: vi.fn(), ended: vi.fn(), connected: vi.fn() });

describe('live connection', () => {
  it('carries all views over one socket and closes it after the last', async () => {
    const live = connection();
    const one = heard();
    const two = heard();
    const endOne = live.follow({ topic: 'apps', project: 'a' }, one);
    const endTwo = live.follow({ topic: 'app', project: 'a', app: 'b' }, two);
    await vi.waitFor(() => expect(received).toHaveLength(2));
    expect(sockets).toHaveLength(1);
    sockets[0]?.send(JSON.stringify({ id: '2', data: { x: 1 } }));
    await vi.waitFor(() => expect(two.data).toHaveBeenCalledWith({ x: 1 }));
    expect(one.data).not.toHaveBeenCalled();
    endOne();
    endTwo();
    await vi.waitFor(() => expect(server.clients.size).toBe(0));
    expect(received.at(-1)).toEqual({ unsubscribe: '2' });
  });

  it('comes back after a cut and asks again, but not for what was refused', async () => {
    const live = connection();
    const kept = heard();
    const refused = heard();
    const end = live.follow({ topic: 'apps', project: 'a' }, kept);
    live.follow({ topic: 'apps', project: 'b' }, refused);
    await vi.waitFor(() => expect(received).toHaveLength(2));
    sockets[0]?.send(
      JSON.stringify({ id: '2', error: { code: 'resource.not_found', params: {}, requestId: '' } }),
    );
    await vi.waitFor(() =>
      expect(refused.ended).toHaveBeenCalledWith(expect.objectContaining({ code: 'resource.not_found' })),
    );
    sockets[0]?.terminate();
    await vi.waitFor(() => expect(kept.connected).toHaveBeenCalledWith(false));
    await vi.waitFor(() => expect(received).toHaveLength(3), { timeout: 5000 });
    expect(received[2]).toMatchObject({ topic: 'apps', project: 'a' });
    end();
  });

  it('puts a list together from a frame and deltas, and begins anew after a cut', async () => {
    const live = connection();
    const view = heard();
    const end = live.follow({ topic: 'apps', project: 'a' }, view);
    await vi.waitFor(() => expect(received).toHaveLength(1));
    const frame = (...names: string[]) => ({
      lists: { apps: { rows: names.map((name) => ({ name })), total: names.length } },
      info: { stale: false },
    });
    const send = (answer: object) => sockets.at(-1)?.send(JSON.stringify({ id: '1', ...answer }));
    send({ frame: frame('a', 'b') });
    send({ delta: { lists: { apps: { gone: ['a'], put: [[1, { name: 'c' }]] } } } });
    await vi.waitFor(() => expect(view.data).toHaveBeenLastCalledWith(frame('b', 'c')));
    sockets[0]?.terminate();
    await vi.waitFor(() => expect(received).toHaveLength(2), { timeout: 5000 });
    send({ delta: { info: { stale: true } } });
    send({ frame: frame('d') });
    await vi.waitFor(() => expect(view.data).toHaveBeenLastCalledWith(frame('d')));
    end();
  });
});

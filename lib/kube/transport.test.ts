import { afterEach, describe, expect, it } from 'vitest';
import { serveDouble, type HttpDouble } from '@/lib/testing/http-double';
import { Transport } from './transport';

let double: HttpDouble;
afterEach(async () => double.close());

const transportTo = (server: string) =>
  new Transport('test', { server, skipVerify: false, token: () => 'console-token' });
const busy = JSON.stringify({ kind: 'Status', reason: 'TooManyRequests', message: 'later' });

describe('Transport', () => {
  it('sends each group as a header of its own', async () => {
    let raw: string[] = [];
    double = await serveDouble((request, response) => {
      raw = request.rawHeaders;
      response.end('{}');
    });
    const groups = ['berth:project:a:developer', 'berth:project:a:exec'];
    await transportTo(double.origin).json({ user: 'berth:user:1', groups }, { path: '/x' });
    const sent = raw.flatMap((name, at) => (/^impersonate-group$/i.test(name) ? [raw[at + 1]] : []));
    expect(sent).toEqual(groups);
    expect(double.seen[0]?.headers).toMatchObject({
      authorization: 'Bearer console-token',
      'impersonate-user': 'berth:user:1',
    });
  });

  it('waits and repeats when the server is too busy', async () => {
    let calls = 0;
    double = await serveDouble((_, response) => {
      calls += 1;
      if (calls === 1) response.writeHead(429, { 'retry-after': '0' }).end(busy);
      else response.end('{"ok":true}');
    });
    const { value } = await transportTo(double.origin).json(null, { method: 'POST', path: '/x', body: {} });
    expect(value).toEqual({ ok: true });
    expect(calls).toBe(2);
  });

  it('gives up on a server that stays busy', async () => {
    double = await serveDouble((_, response) => {
      response.writeHead(429, { 'retry-after': '0' }).end(busy);
    });
    await expect(transportTo(double.origin).json(null, { path: '/x' })).rejects.toMatchObject({
      code: 'cluster.failed',
    });
    expect(double.seen).toHaveLength(3);
  });

  it('repeats a read whose connection died, never a write', async () => {
    let dead = true;
    double = await serveDouble((request, response) => {
      if (dead) request.socket.destroy();
      else response.end('{}');
      dead = false;
    });
    const transport = transportTo(double.origin);
    await transport.json(null, { path: '/read' });
    dead = true;
    await expect(transport.json(null, { method: 'POST', path: '/write', body: {} })).rejects.toMatchObject({
      code: 'cluster.unreachable',
    });
    expect(double.seen.map(({ url }) => url)).toEqual(['/read', '/read', '/write']);
  });

  it('has room for calls however many streams are open', async () => {
    double = await serveDouble((request, response) => {
      if (request.url === '/stream') response.write('x');
      else response.end('{}');
    });
    const transport = transportTo(double.origin);
    const aborter = new AbortController();
    const open = await Promise.all(
      Array.from({ length: 200 }, () =>
        transport.send(null, { path: '/stream', stream: true, signal: aborter.signal }),
      ),
    );
    for (const { body } of open) body.on('error', () => undefined);
    await transport.json(null, { path: '/call' });
    aborter.abort();
    expect(double.seen).toHaveLength(201);
  });

  it('keeps its connections', async () => {
    const ports = new Set<number | undefined>();
    double = await serveDouble((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('{}');
    });
    const transport = transportTo(double.origin);
    for (let count = 0; count < 20; count += 1) await transport.json(null, { path: '/x' });
    // The pool may have opened a second one before the first was free again.
    expect(ports.size).toBeLessThanOrEqual(2);
  });
});

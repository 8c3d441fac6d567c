import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { tcpProxy, type TcpProxy } from '@/lib/testing/tcp-proxy';
import { readKubeconfig } from './kubeconfig';
import { Transport } from './transport';

let proxy: TcpProxy;
let transport: Transport;

beforeEach(async () => {
  const file = config().BERTH_KUBECONFIG ?? '';
  const connection = readKubeconfig(readFileSync(file, 'utf8'), path.dirname(file));
  const { hostname, port } = new URL(connection.server);
  proxy = await tcpProxy({ host: hostname, port: Number(port) });
  const server = `https://127.0.0.1:${proxy.port}`;
  transport = new Transport('counted', { ...connection, server, serverName: 'kubernetes.default.svc' });
});

afterEach(async () => proxy.close());

const round = async (calls: number) => {
  await Promise.all(
    Array.from({ length: calls }, () => transport.json(null, { path: '/api/v1/nodes', query: { limit: 1 } })),
  );
};

/** A watch that its server ends after a second, read to its end. */
const watch = async () => {
  const { body } = await transport.send(null, {
    path: '/api/v1/nodes',
    query: { watch: true, timeoutSeconds: 1 },
    stream: true,
  });
  await body.dump({ limit: Infinity });
};

it('opens as many connections for calls as its share is, and none for the calls after those', async () => {
  await round(300);
  const connections = proxy.accepted();
  expect(connections).toBeLessThanOrEqual(32);
  for (let number = 0; number < 25; number += 1) await round(8);
  await round(300);
  expect(proxy.accepted()).toBe(connections);
});

it('renews a watch over the connections that there are', async () => {
  // The next one may begin a moment before the pool has noticed that the one before is over.
  await watch();
  await watch();
  const connections = proxy.accepted();
  for (let number = 0; number < 4; number += 1) await watch();
  expect(connections).toBeLessThanOrEqual(2);
  expect(proxy.accepted()).toBe(connections);
});

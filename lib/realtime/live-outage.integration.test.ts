import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { LiveConnection } from '@/lib/client/live-connection';
import type { LiveTopic } from '@/lib/contract/live';
import { db } from '@/lib/db';
import type { Frame } from '@/lib/domain/live';
import { sha256 } from '@/lib/runtime/crypto';
import { useOwnDatabase, type OwnDatabase } from '@/lib/testing/own-database';
import { startPod } from '@/lib/testing/pods';
import { kubeconfigThroughProxy, type ProxiedKube } from '@/lib/testing/proxied-kube';
import { tcpProxy, type TcpProxy } from '@/lib/testing/tcp-proxy';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { waitFor } from '@/lib/testing/wait-for';
import { attachGateway } from './index';

// The browser's own connection against the gateway, with a network between them that fails, and one between the
// gateway and the API server.

let database: OwnDatabase;
let kube: ProxiedKube;
let tenant: TestTenant;
let project: string;
let network: TcpProxy;
const server = http.createServer();
const open = new Set<() => void>();

beforeAll(async () => {
  kube = await kubeconfigThroughProxy(process.env['BERTH_KUBECONFIG'] ?? '');
  database = await useOwnDatabase({ BERTH_KUBECONFIG: kube.file });
  attachGateway(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  network = await tcpProxy({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
  tenant = await makeTenant();
  project = await tenant.project();
  await startPod(project, { name: 'box', containers: { main: 'trap exit TERM; sleep 3600 & wait' } });
  const token = randomBytes(16).toString('hex');
  const row = { userId: tenant.owner.id, name: 'it', prefix: 'it', hash: sha256(token) };
  await db().apiToken.create({ data: row });
  const headers = { authorization: `Bearer ${token}` };
  vi.stubGlobal(
    'WebSocket',
    class extends WebSocket {
      constructor(url: string) {
        super(url, { headers });
        // In a browser nobody has to listen.
        this.on('error', () => undefined);
      }
    },
  );
});

afterEach(() => {
  for (const end of open) end();
  open.clear();
});

afterAll(async () => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  server.close();
  await tenant.clean();
  await Promise.all([network.close(), kube.proxy.close()]);
  rmSync(kube.folder, { recursive: true, force: true });
  await database.drop();
});

interface Page {
  frames: Frame[];
  holds: boolean[];
  names: () => string[];
  stale: () => unknown;
}

/** A page that follows pods over a connection of its own, or over one that is given. */
function follow(topic: { search?: string; sort?: string } = {}, over = connection()): Page {
  const frames: Frame[] = [];
  const holds: boolean[] = [];
  const end = over.follow({ topic: 'pods', project, ...topic } as LiveTopic, {
    data: (frame) => frames.push(frame as Frame),
    ended: ({ code }) => expect.unreachable(code),
    connected: (now) => holds.push(now),
  });
  open.add(end);
  const rows = () => (frames.at(-1)?.lists['pods']?.rows ?? []) as { name: string }[];
  return {
    frames,
    holds,
    names: () => rows().map(({ name }) => name),
    stale: () => frames.at(-1)?.info['stale'],
  };
}

function connection(): LiveConnection {
  return new LiveConnection(() => `ws://127.0.0.1:${network.port}/ws/live`);
}

describe('live lists', () => {
  it('need one watch of each kind, however many look', async () => {
    const first = follow();
    await waitFor('the row', () => first.names().join() === 'box');
    const before = kube.proxy.carried();
    const pages: Page[] = [];
    for (let tab = 0; tab < 30; tab += 1) {
      const shared = connection();
      for (const search of ['', 'b', `box-${tab}`, 'o']) {
        pages.push(follow({ search, sort: tab % 2 === 0 ? 'name' : '-restarts' }, shared));
      }
    }
    await waitFor('all of them', () => pages.every(({ frames }) => frames.length > 0));
    // A call for the pods' use may be on its way.
    expect(kube.proxy.carried()).toBeLessThanOrEqual(before + 1);
  });

  it('come back after a cut with what happened meanwhile, over a new connection', async () => {
    const page = follow();
    await waitFor('the row', () => page.names().join() === 'box');
    network.cut();
    await waitFor('the page to know', () => page.holds.at(-1) === false);
    await startPod(project, { name: 'meanwhile', containers: { main: 'exit 0' } });
    expect(page.names()).toEqual(['box']);
    network.mend();
    await waitFor('both rows', () => page.names().join() === 'box,meanwhile');
  });

  it('say within 2 s that they are old, and when they are not any more', async () => {
    const page = follow();
    await waitFor('the row', () => page.names().includes('box'));
    expect(page.stale()).toBe(false);
    kube.proxy.swallow();
    await waitFor('the mark', () => page.stale() === true, { timeout: 2000, every: 20 });
    // What was known stands.
    expect(page.names()).toContain('box');
    kube.proxy.mend();
    await waitFor('the mark to go', () => page.stale() === false, { timeout: 10_000 });
  });
});

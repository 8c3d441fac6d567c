import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { adminKube } from '@/lib/testing/admin-kube';
import { uniqueName } from '@/lib/testing/names';
import { tcpProxy, type TcpProxy } from '@/lib/testing/tcp-proxy';
import { waitFor } from '@/lib/testing/wait-for';
import { readKubeconfig } from './kubeconfig';
import type { PulseState } from '@/lib/observability/pulse';
import { Reflector } from './reflector';
import { quotaRow, type QuotaRow } from './rows';
import { Transport } from './transport';

const namespace = uniqueName('reflect');
const admin = adminKube();
const PATH = `/api/v1/namespaces/${namespace}/resourcequotas`;

/** Can be made to believe that it last heard of the cluster long ago. */
class TestReflector extends Reflector<QuotaRow> {
  constructor(
    readonly through: Transport,
    silence?: number,
  ) {
    super(through, PATH, quotaRow, { silence });
  }

  pulse(): PulseState {
    return this.through.pulse.get();
  }

  forget(): void {
    this.version = '1';
  }
}

const quota = (name: string, pods = '1') => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name, namespace },
  spec: { hard: { pods } },
});
const remove = (name: string) => admin.delete({ apiVersion: 'v1', kind: 'ResourceQuota', namespace, name });

const console_ = () => {
  const file = config().BERTH_KUBECONFIG ?? '';
  return readKubeconfig(readFileSync(file, 'utf8'), path.dirname(file));
};
let proxy: TcpProxy;

function reflectThroughProxy(silence?: number): TestReflector {
  const server = `https://127.0.0.1:${proxy.port}`;
  const transport = new Transport('proxied', { ...console_(), server, serverName: 'kubernetes.default.svc' });
  return new TestReflector(transport, silence);
}

beforeEach(async () => {
  const { hostname, port } = new URL(console_().server);
  proxy = await tcpProxy({ host: hostname, port: Number(port) });
});

afterEach(async () => proxy.close());

beforeAll(async () => {
  await admin.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace, labels: { 'berth.dev/managed': 'true' } },
  });
});

afterAll(async () => {
  await admin.delete({ apiVersion: 'v1', kind: 'Namespace', name: namespace });
});

describe('Reflector', () => {
  it('outlives the API server: stale meanwhile, then in step again without a list', async () => {
    await admin.apply(quota('a'));
    const reflector = reflectThroughProxy();
    await reflector.synced();
    const stale: boolean[] = [];
    reflector.subscribe(null, (change) => {
      if (change.type === 'fresh') stale.push(reflector.fresh().staleSince !== null);
    });
    proxy.cut();
    await waitFor('staleness', () => reflector.fresh().staleSince !== null);
    expect(reflector.get(namespace, 'a')).toBeDefined();
    await admin.apply(quota('b'));
    await remove('a');
    proxy.mend();
    await waitFor('both changes', () => reflector.get(namespace, 'b') && !reflector.get(namespace, 'a'));
    expect(reflector.fresh()).toEqual({ synced: true, staleSince: null });
    expect(stale).toEqual([true, false]);
    await remove('b');
  });

  it('lists anew when what it knows is too old, and tells what was swallowed', async () => {
    await admin.apply(quota('gone'));
    await admin.apply(quota('kept'));
    const reflector = reflectThroughProxy();
    await reflector.synced();
    const seen: string[] = [];
    reflector.subscribe(namespace, (change) => {
      if (change.type !== 'fresh') seen.push(`${change.type} ${change.row.name}`);
    });
    proxy.cut();
    await waitFor('staleness', () => reflector.fresh().staleSince !== null);
    reflector.forget();
    await remove('gone');
    await admin.apply(quota('kept', '7'));
    await admin.apply(quota('new'));
    proxy.mend();
    await waitFor('the list', () => reflector.get(namespace, 'new'));
    expect(reflector.rows().map((row) => row.name)).toEqual(['kept', 'new']);
    expect(reflector.get(namespace, 'kept')?.hard['pods']).toBe('7');
    expect(seen).toEqual(expect.arrayContaining(['delete gone', 'set kept', 'set new']));
    await Promise.all([remove('kept'), remove('new')]);
  });

  it('outlives an API server that swallows everything: stale as soon as the pulse is gone, and nothing is missed', async () => {
    const reflector = reflectThroughProxy();
    await reflector.synced();
    await waitFor('the pulse', () => reflector.pulse().state === 'up');
    await admin.apply(quota('a'));
    // A watch that is still being opened would break by itself.
    await waitFor('the watch', () => reflector.get(namespace, 'a'));
    const stale: boolean[] = [];
    reflector.subscribe(null, (change) => {
      if (change.type === 'fresh') stale.push(reflector.fresh().staleSince !== null);
    });
    const cutAt = Date.now();
    proxy.swallow();
    await waitFor('staleness', () => reflector.fresh().staleSince !== null, { every: 20 });
    // Since it was last heard of, which is before the cut was noticed.
    expect(reflector.fresh().staleSince).toBeLessThanOrEqual(cutAt + 100);
    expect(reflector.pulse().state).toBe('down');
    expect(reflector.get(namespace, 'a')).toBeDefined();
    await admin.apply(quota('b'));
    await remove('a');
    proxy.mend();
    await waitFor('both changes', () => reflector.get(namespace, 'b') && !reflector.get(namespace, 'a'));
    expect(reflector.fresh()).toEqual({ synced: true, staleSince: null });
    expect(stale).toEqual([true, false]);
    await remove('b');
  });

  it('fails reads at once while nothing answers, and takes them again afterwards', async () => {
    const reflector = reflectThroughProxy();
    await reflector.synced();
    await waitFor('the pulse', () => reflector.pulse().state === 'up');
    const list = () => reflector.through.json(null, { path: PATH });
    await list();
    proxy.swallow();
    // On a connection of before, which nothing will ever come from.
    await expect(list()).rejects.toMatchObject({ code: 'cluster.unreachable' });
    await expect(list()).rejects.toMatchObject({ code: 'cluster.unreachable' });
    proxy.mend();
    await waitFor('the pulse', () => reflector.pulse().state === 'up');
    await expect(list()).resolves.toBeDefined();
  });

  it('does not trust a watch that is silent for too long', async () => {
    const reflector = reflectThroughProxy(1500);
    await reflector.synced();
    await admin.apply(quota('heard'));
    await waitFor('the watch', () => reflector.get(namespace, 'heard'));
    const stale: boolean[] = [];
    reflector.subscribe(null, (change) => {
      if (change.type === 'fresh') stale.push(reflector.fresh().staleSince !== null);
    });
    proxy.freeze();
    await admin.apply(quota('unheard'));
    await waitFor('the change', () => reflector.get(namespace, 'unheard'), { timeout: 15_000 });
    expect(stale).toEqual([true, false]);
    await Promise.all([remove('heard'), remove('unheard')]);
  });
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { clientOf } from '@/lib/kube/client';
import { readKubeconfig } from '@/lib/kube/kubeconfig';
import { Transport } from '@/lib/kube/transport';
import { uniqueName } from './names';
import { startApiServer, type OwnApiServer } from './own-api-server';

const kubeOf = (file: string) =>
  clientOf(new Transport('own', readKubeconfig(readFileSync(file, 'utf8'), path.dirname(file))), null);

describe('an API server of a test’s own, beside the rig’s', () => {
  let own: OwnApiServer;
  beforeAll(async () => {
    own = await startApiServer({ etcd: 'rig' });
  });
  afterAll(async () => own.close());

  it('serves the rig’s cluster to the rig’s console, and the rig’s own goes on while it is dead', async () => {
    const file = config().BERTH_KUBECONFIG ?? '';
    const through = kubeOf(own.kubeconfigLike(file));
    const nodes = await through.list({ apiVersion: 'v1', kind: 'Node' });
    expect(nodes.length).toBeGreaterThan(0);
    await own.kill();
    await expect(through.list({ apiVersion: 'v1', kind: 'Node' })).rejects.toMatchObject({
      code: 'cluster.unreachable',
    });
    await expect(kubeOf(file).list({ apiVersion: 'v1', kind: 'Node' })).resolves.toHaveLength(nodes.length);
    await own.start();
    await expect(through.list({ apiVersion: 'v1', kind: 'Node' })).resolves.toHaveLength(nodes.length);
  });
});

describe('an API server of a test’s own, alone', () => {
  let own: OwnApiServer;
  beforeAll(async () => {
    own = await startApiServer({ etcd: 'own', controllers: true });
  });
  afterAll(async () => own.close());

  it('keeps its objects over a kill and a compaction, and its controllers work', async () => {
    const kube = kubeOf(own.adminKubeconfig);
    const name = uniqueName('own');
    const ref = { apiVersion: 'v1', kind: 'Namespace' };
    await kube.create({ ...ref, metadata: { name } });
    await own.compact();
    await own.kill();
    await own.start();
    await expect(kube.get({ ...ref, name })).resolves.toMatchObject({ metadata: { name } });
    await kube.delete({ ...ref, name });
    await expect.poll(() => kube.find({ ...ref, name }), { timeout: 60_000 }).toBeNull();
  });
});

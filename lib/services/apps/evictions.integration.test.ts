import { afterAll, beforeAll, expect, it } from 'vitest';
import { adminKube } from '@/lib/testing/admin-kube';
import { appsOf, useRigRegistry } from '@/lib/testing/apps';
import { callAs } from '@/lib/testing/people';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { listProjectPods } from '@/lib/services/pods';
import { waitFor } from '@/lib/testing/wait-for';
import { keepCrashLogs, listAppPods, listCrashes } from './index';

let tenant: TestTenant;
let project: string;

beforeAll(async () => {
  await useRigRegistry();
  tenant = await makeTenant();
  project = await tenant.project();
});
afterAll(() => tenant.clean());

const SPACE = 'ephemeral-storage';

it('tells of pods that are evicted again and again while the next one serves', async () => {
  // What somebody else may set in the namespace: the kubelet evicts whoever fills the node's disk beyond it.
  await adminKube().apply({
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { namespace: project, name: 'disk' },
    spec: {
      limits: [{ type: 'Container', default: { [SPACE]: '8Mi' }, defaultRequest: { [SPACE]: '1Mi' } }],
    },
  });
  const apps = appsOf(tenant.owner, project);
  const script = 'head -c 20000000 /dev/zero > /tmp/full; sleep 10000';
  await apps.create({ name: 'greedy', image: 'samples/busybox:1', command: ['sh', '-c', script] });
  const seen = await apps.until(
    'greedy',
    'told of while a pod serves',
    (status) => status.params['form'] === 'again' && status.replicas.serving > 0,
  );
  expect(seen.status).toMatchObject({ verdict: 'degraded', reason: 'Evicted' });
  expect(seen.status.message).toMatch(/^Pods are evicted again and again .* ephemeral local storage/);
  expect(seen.status.evidence[0]).toMatchObject({ reason: 'Evicted', kind: 'event' });

  const { items } = await callAs(tenant.owner, listAppPods, { params: { project, app: 'greedy' } });
  const gone = items.filter((pod) => pod.phase === 'Failed');
  expect(gone.length).toBeGreaterThan(1);
  for (const pod of gone) {
    expect(pod).toMatchObject({ status: 'Evicted', state: 'failing' });
    expect(pod.message).toMatch(/ephemeral local storage usage exceeds/);
  }
  const kept = await waitFor('the last lines to be kept', async () => {
    await keepCrashLogs();
    const crashes = await callAs(tenant.owner, listCrashes, { params: { project, app: 'greedy' } });
    return crashes.items.length > 0 ? crashes.items : null;
  });
  expect(new Set(kept.map(({ reason }) => reason))).toEqual(new Set(['Evicted']));
  const all = await callAs(tenant.owner, listProjectPods, {
    params: { project },
    query: { state: 'failing' },
  });
  expect(all.items.map((pod) => pod.status)).toContain('Evicted');
});

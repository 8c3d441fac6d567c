import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPrincipal } from '@/lib/auth';
import { db } from '@/lib/db';
import { adminKube } from '@/lib/testing/admin-kube';
import { appsOf, useRigRegistry } from '@/lib/testing/apps';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { handOver } from './hand-over';

const kube = adminKube();
let tenant: TestTenant;
let project: string;
let apps: ReturnType<typeof appsOf>;

beforeAll(async () => {
  await useRigRegistry();
  tenant = await makeTenant();
  project = await tenant.project();
  apps = appsOf(tenant.owner, project);
});

afterAll(async () => {
  await tenant.clean();
});

describe('handing a release over', () => {
  it('leaves alone what has a name that the release needs and is not the app’s', async () => {
    await apps.create({ name: 'quiet', image: 'samples/web:1', ports: [], readiness: { kind: 'none' } });
    const ref = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'quiet', namespace: project } };
    const spec = { ports: [{ port: 81 }] };
    await kube.create({ ...ref, spec });
    await expect(apps.update('quiet', { ports: [{ name: 'http', port: 8080 }] })).rejects.toMatchObject({
      code: 'resource.exists',
      params: { what: 'Service quiet' },
    });
    const there = await kube.get({ ...ref, namespace: project, name: 'quiet' });
    expect(there['spec']).toMatchObject(spec);
    expect(there.metadata.labels ?? {}).toEqual({});
  });

  it('passes over a release that a newer one has overtaken', async () => {
    await apps.create({ name: 'web', image: 'samples/web:1' });
    await apps.update('web', { image: 'samples/web:2' });
    const app = await db().app.findFirstOrThrow({
      where: { name: 'web', project: { name: project } },
      include: { project: true, releases: { orderBy: { number: 'asc' } } },
    });
    const [first] = app.releases;
    const by = await loadPrincipal(tenant.owner.id, 'job', tenant.owner.id);
    if (!first || !by) throw new Error('there are a release and its maker');
    // As when the first one waited for the lock while the second was handed over.
    const release = await db().release.update({ where: { id: first.id }, data: { phase: 'recorded' } });
    const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: project, name: 'web' };
    const before = (await kube.get(ref)).metadata.generation;
    const after = await handOver({ project: app.project, app, release, by });
    expect(after.phase).toBe('superseded');
    expect((await kube.get(ref)).metadata.generation).toBe(before);
    expect((await apps.get('web')).release).toMatchObject({ number: 2, phase: 'applied' });
  });
});

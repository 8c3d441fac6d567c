import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/db';
import { adminKube } from '@/lib/testing/admin-kube';
import { appsOf, useRigRegistry } from '@/lib/testing/apps';
import { callAs } from '@/lib/testing/people';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { waitFor } from '@/lib/testing/wait-for';
import { listApps, planNewApp, stopApp } from './index';

const kube = adminKube();
let tenant: TestTenant;
let project: string;
let apps: ReturnType<typeof appsOf>;
const image = 'samples/web:1';
const quiet = { image, ports: [], readiness: { kind: 'none' } };

/** From now on the project's namespace takes no Service, or takes them again. */
async function refuseServices(refuse: boolean): Promise<void> {
  const ref = { apiVersion: 'v1', kind: 'ResourceQuota', namespace: project, name: 'no-services' };
  if (!refuse) {
    await kube.delete(ref);
    return;
  }
  await kube.create({
    apiVersion: ref.apiVersion,
    kind: ref.kind,
    metadata: { name: ref.name, namespace: project },
    spec: { hard: { 'count/services': '0' } },
  });
  await waitFor('the quota to count', async () => {
    const quota = await kube.get(ref);
    return (quota['status'] as { hard?: object } | undefined)?.hard !== undefined;
  });
}

function rowOf(name: string) {
  return db().app.findFirst({
    where: { name, project: { name: project } },
    include: { releases: { orderBy: { number: 'asc' } } },
  });
}

async function deployments(): Promise<string[]> {
  const found = await kube.list({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: project });
  return found.map((object) => object.metadata.name);
}

beforeAll(async () => {
  await useRigRegistry();
  tenant = await makeTenant();
  project = await tenant.project();
  apps = appsOf(tenant.owner, project);
});

afterAll(async () => {
  await tenant.clean();
});

describe('a new app that the cluster refuses', () => {
  it('leaves nothing, and can be made again under its name', async () => {
    await refuseServices(true);
    await expect(apps.create({ name: 'web', image })).rejects.toMatchObject({
      code: 'cluster.forbidden',
      message: expect.stringContaining('exceeded quota') as string,
    });
    expect(await rowOf('web')).toBeNull();
    expect(await deployments()).toEqual([]);
    expect((await callAs(tenant.owner, listApps, { params: { project } })).items).toEqual([]);
    const row = await db().auditEvent.findFirstOrThrow({
      where: { project, action: 'app.create', target: 'web' },
      include: { outcome: true },
    });
    expect(row.outcome).toMatchObject({ result: 'failed', code: 'cluster.forbidden', after: null });

    await refuseServices(false);
    const made = await apps.create({ name: 'web', image });
    expect(made.release).toMatchObject({ number: 1, phase: 'applied' });
  });

  it('is taken up again where nobody could take it back', async () => {
    const { id } = await db().project.findUniqueOrThrow({ where: { name: project } });
    const { releases } = (await rowOf('web')) ?? { releases: [] };
    const first = releases[0];
    if (!first) throw new Error('web has a release');
    const { id: _id, appId: _appId, verdictData: _data, spec, ...rest } = first;
    // As a console leaves it that died with its first release and found its maker without the right.
    await db().app.create({
      data: {
        projectId: id,
        name: 'again',
        desired: { replicas: 4, stopped: true, restartedAt: null },
        releases: { create: { ...rest, spec: spec ?? {}, phase: 'failed', verdict: 'failed' } },
      },
    });
    const body = { name: 'again', image };
    const plan = await callAs(tenant.owner, planNewApp, { params: { project }, body });
    expect(plan.findings).toEqual([]);
    const made = await apps.create(body);
    expect(made).toMatchObject({ replicas: 1, release: { number: 2, phase: 'applied' } });
  });
});

describe('a release that the cluster refuses', () => {
  it('changes nothing: not what runs, nor how many pods are wanted', async () => {
    await apps.create({ name: 'quiet', ...quiet });
    const before = await apps.until('quiet', 'available', (status) => status.verdict === 'available');
    await refuseServices(true);
    await expect(
      apps.update('quiet', { replicas: 3, ports: [{ name: 'http', port: 8080 }] }),
    ).rejects.toMatchObject({ code: 'cluster.forbidden' });
    await refuseServices(false);
    const row = await rowOf('quiet');
    expect(row?.desired).toMatchObject({ replicas: 1 });
    expect(row?.releases.map(({ phase }) => phase)).toEqual(['applied', 'failed']);
    const seen = await apps.get('quiet');
    expect(seen.replicas).toBe(before.replicas);
    expect(seen.status).toMatchObject({
      verdict: 'failed',
      reason: 'ApplyFailed',
      replicas: { available: 1 },
    });
    const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: project, name: 'quiet' };
    expect((await kube.get(ref))['spec']).toMatchObject({
      replicas: 1,
      template: { metadata: { labels: { 'berth.dev/release': '1' } } },
    });
    // The next one counts on from there, and keeps a Stop that came in between.
    await callAs(tenant.owner, stopApp, { params: { project, app: 'quiet' } });
    await apps.update('quiet', { replicas: 2 });
    expect((await rowOf('quiet'))?.desired).toMatchObject({ replicas: 2, stopped: true });
    expect((await kube.get(ref))['spec']).toMatchObject({ replicas: 0 });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/db';
import { appSelector } from '@/lib/domain/app';
import { adminKube } from '@/lib/testing/admin-kube';
import { appsOf, useRigRegistry } from '@/lib/testing/apps';
import { createRegistry } from '@/lib/services/registries';
import { uniqueName } from '@/lib/testing/names';
import { callAs } from '@/lib/testing/people';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { waitFor } from '@/lib/testing/wait-for';
import {
  deleteApp,
  diffReleases,
  listApps,
  listAppEvents,
  listAppPods,
  listReleases,
  restartApp,
  rollbackApp,
  scaleApp,
  startApp,
  stopApp,
  trackVerdicts,
} from './index';

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

const available = (status: { verdict: string }) => status.verdict === 'available';
const web = () => ({ params: { project, app: 'web' } });

async function deployment() {
  return kube.get({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: project, name: 'web' });
}

describe('an app from image to deletion', () => {
  it('comes up from two fields', async () => {
    const made = await apps.create({ name: 'web', image: 'samples/web:1' });
    expect(made).toMatchObject({
      name: 'web',
      image: 'samples/web:1',
      status: { release: 1 },
      spec: {
        ports: [{ name: 'http', port: 8080 }],
        readiness: { kind: 'tcp', port: 8080 },
        runAsNonRoot: true,
      },
      release: { number: 1, phase: 'applied' },
    });
    expect(made.status.verdict).toBe('progressing');
    const up = await apps.until('web', 'available', available);
    expect(up.status).toMatchObject({
      reason: 'Available',
      replicas: { desired: 1, available: 1 },
      stale: false,
    });
    expect(up.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('is not called available before its pods were so for the stability window', async () => {
    const { items } = await callAs(tenant.owner, listAppPods, web());
    expect(items[0]).toMatchObject({ status: 'Running', ready: true, release: 1, restarts: 0 });
    const release = await waitFor('the verdict on the row', async () => {
      await trackVerdicts();
      return db().release.findFirst({ where: { verdict: 'available', app: { project: { name: project } } } });
    });
    const ready = (await kube.list({ apiVersion: 'v1', kind: 'Pod', namespace: project })).map((pod) => {
      const { conditions } = pod['status'] as { conditions: { type: string; lastTransitionTime: string }[] };
      return Date.parse(conditions.find(({ type }) => type === 'Ready')?.lastTransitionTime ?? '');
    });
    expect((release.verdictAt?.getTime() ?? 0) - Math.min(...ready)).toBeGreaterThanOrEqual(2000);
  });

  it('has one name once', async () => {
    await expect(apps.create({ name: 'web', image: 'samples/web:1' })).rejects.toMatchObject({
      code: 'resource.exists',
    });
  });

  it('rolls out the next release and keeps the one before', async () => {
    await apps.update('web', {
      image: 'samples/web:2',
      env: [{ name: 'GREETING', value: 'hi' }],
      message: 'second',
    });
    const up = await apps.until('web', 'available as release 2', (s) => available(s) && s.release === 2);
    expect(up.release).toMatchObject({ number: 2, message: 'second', createdBy: tenant.owner.name });
    const { items, total } = await callAs(tenant.owner, listReleases, web());
    expect(items.map(({ number, verdict, image }) => [number, verdict, image])).toEqual([
      [2, 'available', 'samples/web:2'],
      [1, 'available', 'samples/web:1'],
    ]);
    expect(total).toBe(2);
    const { diff } = await callAs(tenant.owner, diffReleases, { ...web(), query: { from: 1, to: 2 } });
    expect(diff).toContain('-image: samples/web:1');
    expect(diff).toContain('+    value: hi');
  });

  it('refuses a tag that does not exist, whatever is wrong with another registry, and runs on', async () => {
    const dead = uniqueName('reg');
    const body = {
      name: dead,
      kind: 'oci',
      url: 'http://127.0.0.1:9',
      tenants: [tenant.name],
      default: false,
    };
    await callAs(tenant.admin, createRegistry, { body });
    try {
      await expect(apps.update('web', { image: 'samples/web:nope' })).rejects.toMatchObject({
        code: 'image.not_found',
        message: expect.not.stringContaining(dead) as string,
      });
    } finally {
      await db().registry.delete({ where: { name: dead } });
    }
    expect((await apps.get('web')).status).toMatchObject({ verdict: 'available', release: 2 });
  });

  it('rolls back to the last available release by default', async () => {
    const answer = await callAs(tenant.owner, rollbackApp, web());
    expect(answer.release).toMatchObject({ number: 3, rollbackOf: 1, image: 'samples/web:1' });
    expect(answer.spec.env).toEqual([]);
    await apps.until('web', 'available as release 3', (s) => available(s) && s.release === 3);
  });

  it('scales, stops, starts and restarts without a release', async () => {
    const scaled = await callAs(tenant.owner, scaleApp, { ...web(), body: { replicas: 2 } });
    expect(scaled.replicas).toBe(2);
    await apps.until('web', 'two pods', (s) => available(s) && s.replicas.available === 2);

    await callAs(tenant.owner, stopApp, web());
    await apps.until('web', 'stopped', (s) => s.verdict === 'stopped' && s.reason === 'Stopped');
    await waitFor('no pods', async () => (await callAs(tenant.owner, listAppPods, web())).items.length === 0);

    await callAs(tenant.owner, startApp, web());
    await apps.until('web', 'two pods again', (s) => available(s) && s.replicas.available === 2);

    const before = (await callAs(tenant.owner, listAppPods, web())).items.map((pod) => pod.name);
    await callAs(tenant.owner, restartApp, web());
    await apps.until('web', 'restarted', available);
    const after = (await callAs(tenant.owner, listAppPods, web())).items
      .filter((pod) => pod.status === 'Running')
      .map((pod) => pod.name);
    expect(after.filter((name) => before.includes(name))).toEqual([]);
    expect((await apps.get('web')).status.release).toBe(3);
  });

  it('prunes the Service when the ports go', async () => {
    const service = { apiVersion: 'v1', kind: 'Service', namespace: project, name: 'web' };
    expect(await kube.find(service)).not.toBeNull();
    await apps.update('web', { ports: [], readiness: { kind: 'none' } });
    expect(await kube.find(service)).toBeNull();
  });

  it('meets Pod Security restricted', async () => {
    const { spec } = await deployment();
    expect(JSON.stringify(spec)).toContain('"runAsNonRoot":true');
  });

  it('stands in lists, with events', async () => {
    const { items } = await callAs(tenant.owner, listApps, { params: { project } });
    expect(items.map((app) => app.name)).toEqual(['web']);
    const events = await callAs(tenant.owner, listAppEvents, web());
    expect(events.items.map((event) => event.reason)).toContain('ScalingReplicaSet');
  });

  it('goes with all that belongs to it, when its name is typed', async () => {
    await expect(
      callAs(tenant.owner, deleteApp, { ...web(), query: { confirm: 'wep' } }),
    ).rejects.toMatchObject({
      code: 'confirm.name',
    });
    await callAs(tenant.owner, deleteApp, { ...web(), query: { confirm: 'web' } });
    await expect(apps.get('web')).rejects.toMatchObject({ code: 'resource.not_found' });
    const left = await kube.list(
      { apiVersion: 'apps/v1', kind: 'Deployment', namespace: project },
      { labelSelector: appSelector(project, 'web') },
    );
    expect(left).toEqual([]);
  });

  it('leaves a whole audit behind', async () => {
    const rows = await db().auditEvent.findMany({
      where: { project, action: { startsWith: 'app.' } },
      include: { outcome: true },
      orderBy: { seq: 'asc' },
    });
    expect(rows.map((row) => [row.action, row.target, row.outcome?.result])).toEqual([
      ['app.create', 'web', 'succeeded'],
      ['app.create', 'web', 'failed'],
      ['app.update', 'web', 'succeeded'],
      ['app.update', 'web', 'failed'],
      ['app.rollback', 'web', 'succeeded'],
      ['app.scale', 'web', 'succeeded'],
      ['app.stop', 'web', 'succeeded'],
      ['app.start', 'web', 'succeeded'],
      ['app.restart', 'web', 'succeeded'],
      ['app.update', 'web', 'succeeded'],
      ['app.delete', 'web', 'failed'],
      ['app.delete', 'web', 'succeeded'],
    ]);
    expect(
      JSON.stringify(rows.map((row) => [row.input, row.outcome?.before, row.outcome?.after])),
    ).not.toContain('"hi"');
  });
});

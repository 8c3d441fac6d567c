import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/db';
import { putProjectMember, updateProject } from '@/lib/services/projects';
import { createRegistry } from '@/lib/services/registries';
import { putSecret } from '@/lib/services/secrets';
import { adminKube } from '@/lib/testing/admin-kube';
import { appsOf, useRigRegistry } from '@/lib/testing/apps';
import { uniqueName } from '@/lib/testing/names';
import { callAs } from '@/lib/testing/people';
import { pushImage, startRegistry } from '@/lib/testing/registry-process';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { createApp, planApp, planNewApp } from './index';

const kube = adminKube();
let tenant: TestTenant;
let project: string;
let images: OwnImages;

beforeAll(async () => {
  await useRigRegistry();
  tenant = await makeTenant();
  project = await tenant.project();
  images = await useOwnImages();
});

afterAll(async () => {
  await images.remove();
  await tenant.clean();
});

interface OwnImages {
  /** Of a registry that this tenant alone may use. */
  name: string;
  remove: () => Promise<void>;
}

/** Images that no sample is like: one that runs as root, one for processors that no node has. */
async function useOwnImages(): Promise<OwnImages> {
  const account = { username: 'berth', password: 'a password for this test' };
  const running = await startRegistry({ auth: { kind: 'basic', ...account } });
  const authorization = `Basic ${Buffer.from(`${account.username}:${account.password}`).toString('base64')}`;
  const push = (repository: string, platform: string, User: string) =>
    pushImage(running.url, authorization, {
      repository,
      tags: ['1'],
      images: [{ platform, config: { created: '2026-11-01T00:00:00Z', config: { User } } }],
    });
  await push('team/root', 'linux/amd64', '');
  await push('team/mainframe', 'linux/s390x', '1000');
  const name = uniqueName('reg');
  const body = { name, kind: 'oci', url: running.url, ...account, tenants: [tenant.name], default: false };
  await callAs(tenant.admin, createRegistry, { body });
  return {
    name,
    remove: async () => {
      await db().registry.delete({ where: { name } });
      await running.stop();
    },
  };
}

async function planNew(body: Record<string, unknown>) {
  return callAs(tenant.owner, planNewApp, {
    params: { project },
    body: { name: 'web', image: 'samples/web:1', ...body },
  });
}

describe('the plan of a new app', () => {
  it('shows what will be made, and makes nothing', async () => {
    const plan = await planNew({});
    expect(plan.findings).toEqual([]);
    expect(plan.changes.map(({ action, kind, name }) => [action, kind, name])).toEqual([
      ['create', 'Deployment', 'web'],
      ['create', 'Service', 'web'],
    ]);
    expect(plan.changes[0]?.diff).toContain('+kind: Deployment');
    expect(plan.digest).toMatch(/^sha256:/);
    expect(plan.quota).toMatchObject({ cpu: { added: '500m', hard: '4' }, pods: { added: '1', hard: '50' } });
    expect(await kube.list({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: project })).toEqual([]);
    expect(await db().app.count({ where: { project: { name: project } } })).toBe(0);
    // The deploy form plans at every pause in the typing: nothing is done, so nothing is in the audit.
    expect(await db().auditEvent.count({ where: { project, action: { startsWith: 'app.' } } })).toBe(0);
  });

  it('finds an image that can’t be had', async () => {
    const plan = await planNew({ image: 'samples/web:nope' });
    expect(plan.findings).toContainEqual(
      expect.objectContaining({ severity: 'error', kind: 'image', field: 'image' }),
    );
    expect(plan.digest).toBeNull();
  });

  it('finds a name that something else has, which creating refuses as well', async () => {
    const ref = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'taken', namespace: project } };
    await kube.create({ ...ref, spec: { ports: [{ port: 80 }] } });
    const plan = await planNew({ name: 'taken' });
    expect(plan.findings).toContainEqual(expect.objectContaining({ kind: 'name', field: 'name' }));
    const body = { name: 'taken', image: 'samples/web:1' };
    await expect(callAs(tenant.owner, createApp, { params: { project }, body })).rejects.toMatchObject({
      code: 'resource.exists',
    });
    expect(await db().app.count({ where: { name: 'taken', project: { name: project } } })).toBe(0);
  });

  it('says nothing of an image that runs as a numbered user, also where root is forbidden', async () => {
    expect((await planNew({ image: 'samples/busybox:1' })).findings).toEqual([]);
    await callAs(tenant.admin, updateProject, { params: { project }, body: { podSecurity: 'restricted' } });
    expect((await planNew({})).findings).toEqual([]);
  });

  it('finds an image that runs as root where that is forbidden, and lets it be where it is not', async () => {
    const strict = await tenant.project();
    await callAs(tenant.admin, updateProject, {
      params: { project: strict },
      body: { podSecurity: 'restricted' },
    });
    const lax = await tenant.project();
    const body = { name: 'web', image: 'team/root:1', registry: images.name };
    const findingsIn = async (where: string) =>
      (await callAs(tenant.owner, planNewApp, { params: { project: where }, body })).findings;
    expect(await findingsIn(strict)).toContainEqual(
      expect.objectContaining({ severity: 'error', kind: 'policy', params: { level: 'restricted' } }),
    );
    expect((await findingsIn(lax)).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('finds an image that no node can run', async () => {
    const plan = await planNew({ image: 'team/mainframe:1', registry: images.name });
    expect(plan.findings).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        kind: 'cluster',
        params: expect.objectContaining({ platforms: 'linux/s390x' }) as object,
      }),
    );
  });

  it('warns of a pod that no node can take, and refuses nothing for it', async () => {
    const vast = await tenant.project({ quota: { cpu: '1000', memory: '2Ti' } });
    const { findings } = await callAs(tenant.owner, planNewApp, {
      params: { project: vast },
      body: { name: 'web', image: 'samples/web:1', resources: { cpuRequest: '400', cpuLimit: '400' } },
    });
    expect(findings).toEqual([
      {
        severity: 'warning',
        kind: 'cluster',
        message: expect.stringMatching(
          /^A pod asks for 400 CPU; the largest node has \d+\.?\d*\.$/,
        ) as string,
        params: { resource: 'cpu', asked: '400', most: expect.any(String) as string },
        field: 'resources.cpuRequest',
      },
    ]);
  });

  it('finds what the limits of the namespace refuse', async () => {
    const bounded = await tenant.project();
    await kube.create({
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'narrow', namespace: bounded },
      spec: { limits: [{ type: 'Container', max: { memory: '64Mi' } }] },
    });
    const body = { name: 'web', image: 'samples/web:1' };
    const { findings } = await callAs(tenant.owner, planNewApp, { params: { project: bounded }, body });
    expect(findings).toContainEqual(
      expect.objectContaining({ severity: 'error', kind: 'limits', field: 'resources.memoryLimit' }),
    );
  });

  it('finds Secrets that are missing, for somebody who may look', async () => {
    const secret = (name: string, key: string) => ({ env: [{ name: 'A', secret: { name, key } }] });
    expect((await planNew(secret('keys', 'one'))).findings).toMatchObject([
      { kind: 'secret', field: 'env.0.secret' },
    ]);
    await callAs(tenant.owner, putSecret, {
      params: { project, secret: 'keys' },
      body: { values: { one: '1' } },
    });
    expect((await planNew(secret('keys', 'one'))).findings).toEqual([]);
    expect((await planNew(secret('keys', 'two'))).findings).toMatchObject([{ params: { key: 'two' } }]);
    // Whoever may not list Secrets does not learn their names and keys from plans.
    const developer = await tenant.person('developer');
    await callAs(tenant.owner, putProjectMember, {
      params: { project, user: developer.name },
      body: { role: 'developer' },
    });
    for (const [name, key] of [
      ['keys', 'two'],
      ['no-such', 'one'],
    ] as const) {
      const body = { name: 'web', image: 'samples/web:1', ...secret(name, key) };
      expect((await callAs(developer, planNewApp, { params: { project }, body })).findings).toEqual([]);
    }
  });

  it('is not for viewers', async () => {
    const viewer = await tenant.person('viewer');
    await callAs(tenant.owner, putProjectMember, {
      params: { project, user: viewer.name },
      body: { role: 'viewer' },
    });
    const body = { name: 'web', image: 'samples/web:1' };
    await expect(callAs(viewer, planNewApp, { params: { project }, body })).rejects.toMatchObject({
      code: 'auth.forbidden',
    });
  });
});

describe('the plan of a change', () => {
  it('shows only what differs, with room for the pod that comes before the old one goes', async () => {
    const apps = appsOf(tenant.owner, project);
    await apps.create({ name: 'web', image: 'samples/web:1', env: [{ name: 'A', value: '1' }] });
    await apps.until('web', 'available', (status) => status.verdict === 'available');
    const plan = await callAs(tenant.owner, planApp, {
      params: { project, app: 'web' },
      body: { env: [{ name: 'A', value: '2' }], ports: [] },
    });
    const [deployment, service] = plan.changes;
    expect(deployment).toMatchObject({ action: 'change', kind: 'Deployment' });
    expect(deployment?.diff).toMatch(/-\s+value: "1"\n\+\s+value: "2"/);
    expect(deployment?.diff).not.toMatch(/managedFields|resourceVersion|uid|status|terminationMessage/);
    expect(service).toMatchObject({ action: 'delete', kind: 'Service' });
    expect(plan.quota.pods).toEqual({ used: '1', added: '1', hard: '50' });
    expect((await apps.get('web')).spec.env).toEqual([{ name: 'A', value: '1' }]);
  });
});

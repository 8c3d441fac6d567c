import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { db, type User } from '@/lib/db';
import { installationId } from '@/lib/services/platform';
import { putProjectMember } from '@/lib/services/projects';
import { putTenantMember } from '@/lib/services/tenants';
import { adminKube } from '@/lib/testing/admin-kube';
import { api, tokenFor } from '@/lib/testing/api';
import { useRigRegistry } from '@/lib/testing/apps';
import { uniqueName } from '@/lib/testing/names';
import { startConsole, type OwnConsole } from '@/lib/testing/own-console';
import { useOwnDatabase, type OwnDatabase } from '@/lib/testing/own-database';
import { callAs } from '@/lib/testing/people';
import { kubeconfigThroughProxy, type ProxiedKube } from '@/lib/testing/proxied-kube';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { waitFor } from '@/lib/testing/wait-for';

// The built console with a database and a Lease of its own. What lies between it and the API server holds back what
// it sends, so that it can be killed at the very moment between its own record and the cluster.

const kube = adminKube();
let database: OwnDatabase;
let proxied: ProxiedKube;
let tenant: TestTenant;
let developer: User;
let token: string;
let running: OwnConsole;

async function start(): Promise<void> {
  running = await startConsole({ DATABASE_URL: database.url, BERTH_KUBECONFIG: proxied.file });
}

/** Sends a call that reaches the cluster never, and kills the console once `reached` says how far it has come. */
async function killIn(method: string, url: string, body: unknown, reached: () => Promise<unknown>) {
  proxied.proxy.hold();
  let answered = '';
  const call = api(method, url, { token, body, url: running.url }).then(
    ({ status, body: answer }) => {
      answered = `${status} ${JSON.stringify(answer)}`;
    },
    () => undefined,
  );
  await waitFor('the act to be on record', async () => (await reached()) || answered !== '', { every: 20 });
  await running.kill();
  proxied.proxy.mend();
  await call;
  expect(answered).toBe('');
}

beforeAll(async () => {
  database = await useOwnDatabase();
  proxied = await kubeconfigThroughProxy(config().BERTH_KUBECONFIG ?? '');
  await useRigRegistry();
  tenant = await makeTenant();
  developer = await tenant.person('developer');
  token = await tokenFor(developer);
  await start();
});

afterAll(async () => {
  expect(await running.stop()).toBe(0);
  await tenant.clean();
  await kube.delete({ ...lease, name: await leaseName() });
  await proxied.proxy.close();
  rmSync(proxied.folder, { recursive: true, force: true });
  await database.drop();
});

const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', namespace: 'berth-system' };

async function leaseName(): Promise<string> {
  return `berth-leader-${await installationId()}`;
}

async function makeProject(): Promise<string> {
  const project = await tenant.project();
  await callAs(tenant.owner, putProjectMember, {
    params: { project, user: developer.name },
    body: { role: 'owner' },
  });
  return project;
}

async function makeApp(project: string): Promise<string> {
  const name = uniqueName('app');
  const answer = await api('POST', `/projects/${project}/apps`, {
    token,
    body: { name, image: 'samples/web:1' },
    url: running.url,
  });
  expect(answer).toMatchObject({ status: 201 });
  return name;
}

function secondRelease(app: string) {
  return db().release.findFirst({ where: { app: { name: app }, number: 2 } });
}

async function endOf(action: string, target: string) {
  const event = await db().auditEvent.findFirstOrThrow({
    where: { action, target },
    include: { outcome: true },
    orderBy: { seq: 'desc' },
  });
  return event.outcome;
}

async function replicasOf(project: string, name: string): Promise<unknown> {
  const deployment = await kube.get({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: project, name });
  return (deployment['spec'] as { replicas: number }).replicas;
}

describe('the console, killed between “recorded” and “applied”', () => {
  it('finishes the release when it is started again, and the audit says so', async () => {
    const project = await makeProject();
    const app = await makeApp(project);
    await killIn('PATCH', `/projects/${project}/apps/${app}`, { replicas: 2 }, async () =>
      secondRelease(app),
    );
    expect(await secondRelease(app)).toMatchObject({ phase: 'recorded', appliedAt: null });
    expect(await endOf('app.update', app)).toBeNull();
    expect(await replicasOf(project, app)).toBe(1);

    await start();
    await waitFor('the release', async () => (await secondRelease(app))?.phase === 'applied');
    expect(await replicasOf(project, app)).toBe(2);
    expect(await waitFor('the audit', () => endOf('app.update', app))).toMatchObject({
      result: 'succeeded',
      detail: 'release 2, finished after a restart',
    });
  });

  it('marks the release failed when its maker may no longer deploy, and the audit says so', async () => {
    const project = await makeProject();
    const app = await makeApp(project);
    await killIn('PATCH', `/projects/${project}/apps/${app}`, { replicas: 2 }, async () =>
      secondRelease(app),
    );
    await db().projectMember.deleteMany({ where: { userId: developer.id, project: { name: project } } });

    await start();
    await waitFor('the release', async () => (await secondRelease(app))?.phase === 'failed');
    expect(await replicasOf(project, app)).toBe(1);
    const end = await waitFor('the audit', () => endOf('app.update', app));
    expect(end.result).toBe('failed');
    expect(end.detail).toContain('may no longer deploy');
  });
});

describe('the console, killed in the middle of a project’s', () => {
  it('deletion, carries it through, and the audit says so', async () => {
    const project = await makeProject();
    const row = () => db().project.findUnique({ where: { name: project } });
    const url = `/projects/${project}?confirm=${project}`;
    await killIn('DELETE', url, undefined, async () => (await row())?.phase === 'deleting');
    const namespace = { apiVersion: 'v1', kind: 'Namespace', name: project };
    expect((await kube.get(namespace)).metadata.deletionTimestamp).toBeUndefined();
    expect(await endOf('project.delete', project)).toBeNull();

    await start();
    await waitFor('the project to go', async () => (await row()) === null);
    expect(await kube.find(namespace)).toBeNull();
    expect(await waitFor('the audit', () => endOf('project.delete', project))).toMatchObject({
      result: 'succeeded',
      detail: 'finished after a restart',
    });
    expect(await endOf('project.removed', project)).toMatchObject({ result: 'succeeded' });
  });

  it('creation, finishes it, and the audit says so', async () => {
    const project = uniqueName('project');
    const params = { tenant: tenant.name, user: developer.name };
    await callAs(tenant.admin, putTenantMember, { params, body: { role: 'owner' } });
    const row = () => db().project.findUnique({ where: { name: project } });
    await killIn('POST', '/projects', { name: project, tenant: tenant.name }, row);
    expect(await row()).toMatchObject({ phase: 'creating' });

    await start();
    await waitFor('the project', async () => (await row())?.phase === 'active');
    expect(await waitFor('the audit', () => endOf('project.create', project))).toMatchObject({
      result: 'succeeded',
      detail: 'finished after a restart',
    });
  });
});

describe('the console, killed while a registry changes', () => {
  async function credentials(project: string, registry: string) {
    const name = `berth-registry-${registry}`;
    const secret = await kube.get({ apiVersion: 'v1', kind: 'Secret', namespace: project, name });
    const data = secret['data'] as Record<string, string>;
    const text = Buffer.from(data['.dockerconfigjson'] ?? '', 'base64').toString('utf8');
    const { auths } = JSON.parse(text) as { auths: Record<string, { password: string }> };
    return Object.values(auths).map(({ password }) => password);
  }

  it('brings the pull secrets up to date when it is started again, also of one that was removed', async () => {
    const admin = await tokenFor(tenant.admin);
    const name = uniqueName('registry');
    const url = 'https://registry.example.com';
    const body = { name, kind: 'oci', url, username: 'robot', password: 'one' };
    await api('POST', '/registries', { token: admin, body, url: running.url });
    const project = await makeProject();
    expect(await credentials(project, name)).toEqual(['one']);

    const row = () => db().registry.findUnique({ where: { name } });
    const sealed = (await row())?.password;
    token = admin;
    await killIn(
      'PATCH',
      `/registries/${name}`,
      { password: 'two' },
      async () => (await row())?.password !== sealed,
    );
    expect(await credentials(project, name)).toEqual(['one']);
    await start();
    await waitFor('the new password', async () => (await credentials(project, name))[0] === 'two');

    await killIn('DELETE', `/registries/${name}?confirm=${name}`, undefined, async () => !(await row()));
    expect(await credentials(project, name)).toEqual(['two']);
    await start();
    await waitFor('no password', async () => (await credentials(project, name)).length === 0);
  });
});

describe('leadership', () => {
  it('belongs to the installation: this one leads beside the console of the same cluster', async () => {
    const held = await kube.get({ ...lease, name: await leaseName() });
    expect((held['spec'] as { holderIdentity: string }).holderIdentity).not.toBe('');
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
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
import { tcpProxy, type TcpProxy } from '@/lib/testing/tcp-proxy';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { waitFor } from '@/lib/testing/wait-for';

// The built console with a database and a Lease of its own. What lies between it and the API server holds back what
// it sends, so that it can be killed at the very moment between its own record and the cluster.

const kube = adminKube();
let database: OwnDatabase;
let proxy: TcpProxy;
let folder: string;
let kubeconfig: string;
let tenant: TestTenant;
let developer: User;
let token: string;
let running: OwnConsole;

async function start(): Promise<void> {
  running = await startConsole({ DATABASE_URL: database.url, BERTH_KUBECONFIG: kubeconfig });
}

/** Sends a call that reaches the cluster never, and kills the console once `reached` says how far it has come. */
async function killIn(method: string, url: string, body: unknown, reached: () => Promise<unknown>) {
  proxy.hold();
  let answered = '';
  const call = api(method, url, { token, body, url: running.url }).then(
    ({ status, body: answer }) => {
      answered = `${status} ${JSON.stringify(answer)}`;
    },
    () => undefined,
  );
  await waitFor('the act to be on record', async () => (await reached()) || answered !== '', { every: 20 });
  await running.kill();
  proxy.mend();
  await call;
  expect(answered).toBe('');
}

beforeAll(async () => {
  database = await useOwnDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'berth-crash-'));
  kubeconfig = path.join(folder, 'kubeconfig.yaml');
  const settings = parse(readFileSync(config().BERTH_KUBECONFIG ?? '', 'utf8')) as {
    clusters: { cluster: { server: string } }[];
  };
  const server = new URL(settings.clusters[0]?.cluster.server ?? '');
  proxy = await tcpProxy({ host: server.hostname, port: Number(server.port) });
  for (const { cluster } of settings.clusters) cluster.server = `https://127.0.0.1:${proxy.port}`;
  writeFileSync(kubeconfig, stringify(settings), { mode: 0o600 });
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
  await proxy.close();
  rmSync(folder, { recursive: true, force: true });
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

describe('leadership', () => {
  it('belongs to the installation: this one leads beside the console of the same cluster', async () => {
    const held = await kube.get({ ...lease, name: await leaseName() });
    expect((held['spec'] as { holderIdentity: string }).holderIdentity).not.toBe('');
  });
});

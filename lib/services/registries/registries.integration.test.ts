import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db, type Tenant, type User } from '@/lib/db';
import { pullHost } from '@/lib/domain/registry';
import { imageConfig, startHarborDouble } from '@/lib/testing/harbor-double';
import type { HttpDouble } from '@/lib/testing/http-double';
import { uniqueName } from '@/lib/testing/names';
import { callAs, makePerson, removePeople } from '@/lib/testing/people';
import { pushImage, startRegistry, type RunningRegistry } from '@/lib/testing/registry-process';
import * as registries from './index';
import { resolveImage } from './index';

const CANARY = 'canary-9f2c-password';
const failing = (code: string) => expect.objectContaining({ code });
const fieldError = (path: string) => expect.objectContaining({ fields: [expect.objectContaining({ path })] });

let admin: User;
let member: User;
let outsider: User;
let tenant: Tenant;
let other: Tenant;
let running: RunningRegistry;
let harbor: HttpDouble;
let digest = '';
const made: string[] = [];

async function add(body: Record<string, unknown>): Promise<string> {
  const name = uniqueName('reg');
  made.push(name);
  // Not the default: other tests share the database.
  await callAs(admin, registries.createRegistry, { body: { default: false, ...body, name } });
  return name;
}

const oci = () => ({ kind: 'oci', url: running.url, username: 'berth', password: CANARY });

beforeAll(async () => {
  const makeTenant = () => db().tenant.create({ data: { name: uniqueName('tenant'), displayName: '' } });
  [admin, member, outsider] = await Promise.all([makePerson('admin', 'admin'), makePerson(), makePerson()]);
  [tenant, other] = await Promise.all([makeTenant(), makeTenant()]);
  await db().tenantMember.createMany({
    data: [
      { tenantId: tenant.id, userId: member.id, role: 'member' },
      { tenantId: other.id, userId: outsider.id, role: 'owner' },
    ],
  });
  running = await startRegistry({ auth: { kind: 'basic', username: 'berth', password: CANARY } });
  const authorization = `Basic ${Buffer.from(`berth:${CANARY}`).toString('base64')}`;
  const config = {
    created: '2026-11-01T00:00:00Z',
    config: { User: '1000', Env: ['TOKEN=canary-env'], ExposedPorts: { '8080/tcp': {} } },
  };
  const images = [{ platform: 'linux/amd64', config }];
  digest = await pushImage(running.url, authorization, {
    repository: 'team/web',
    tags: ['1', 'latest'],
    images,
  });
  const artifact = {
    tags: ['1'],
    pushTime: '2026-11-02T00:00:00.000Z',
    config: imageConfig('2026-11-02T00:00:00Z'),
  };
  const repository = (name: string) => ({
    name,
    updateTime: '2026-11-02T00:00:00.000Z',
    artifacts: [artifact],
  });
  harbor = await startHarborDouble({
    projects: [{ name: 'team', public: false, repositories: [repository('api'), repository('web')] }],
    accounts: [{ username: 'admin', password: CANARY, kind: 'admin', rights: {} }],
  });
});

afterAll(async () => {
  await db().registry.deleteMany({ where: { name: { in: made } } });
  await db().tenant.deleteMany({ where: { id: { in: [tenant.id, other.id] } } });
  await removePeople([admin, member, outsider]);
  await Promise.all([running.stop(), harbor.close()]);
});

describe('managing', () => {
  it('keeps the password to itself: not in answers, not in the audit, encrypted in the database', async () => {
    const name = await add(oci());
    const answer = await callAs(admin, registries.getRegistry, { params: { registry: name } });
    expect(answer).toMatchObject({
      username: 'berth',
      hasPassword: true,
      host: pullHost(running.url),
      tenants: 'all',
    });
    const row = await db().registry.findUniqueOrThrow({ where: { name } });
    expect(row.password).toMatch(/^v1:/);
    const events = await db().auditEvent.findMany({ where: { target: name }, include: { outcome: true } });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ action: 'registry.create', outcome: { result: 'succeeded' } });
    const told = JSON.stringify([answer, row, events], (_key, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    expect(told).not.toContain(CANARY);
  });

  it('keeps the password through a change, and wants it again for another address or user', async () => {
    const registry = await add(oci());
    const params = { registry };
    const change = (body: object) => callAs(admin, registries.updateRegistry, { params, body });
    await change({ caBundle: null, tenants: [tenant.name] });
    expect(await callAs(admin, registries.testRegistry, { params, body: {} })).toMatchObject({ ok: true });
    await expect(change({ url: harbor.origin })).rejects.toEqual(fieldError('password'));
    await expect(change({ username: 'somebody' })).rejects.toEqual(fieldError('password'));
    await expect(
      callAs(admin, registries.testRegistry, { params, body: { url: harbor.origin } }),
    ).rejects.toEqual(fieldError('password'));
    const wrong = await callAs(admin, registries.testRegistry, { params, body: { password: 'wrong' } });
    expect(wrong).toMatchObject({ ok: false, reason: 'registry.credentials' });
    expect(await change({ url: running.url })).toMatchObject({ hasPassword: true, tenants: [tenant.name] });
    expect(await change({ username: null })).toMatchObject({ hasPassword: false, username: null });
  });

  it('refuses what makes no sense, on its field', async () => {
    await expect(add({ ...oci(), url: 'https://user:pw@host' })).rejects.toEqual(fieldError('url'));
    await expect(add({ ...oci(), caBundle: 'no certificate' })).rejects.toEqual(fieldError('caBundle'));
    await expect(add({ ...oci(), tenants: ['it-nobody'] })).rejects.toEqual(fieldError('tenants'));
    await expect(add({ ...oci(), username: null })).rejects.toEqual(fieldError('username'));
    const body = { ...oci(), name: 'test' };
    await expect(callAs(admin, registries.createRegistry, { body })).rejects.toEqual(fieldError('name'));
    const name = await add(oci());
    await expect(callAs(admin, registries.createRegistry, { body: { ...oci(), name } })).rejects.toEqual(
      failing('resource.exists'),
    );
  });

  it('is for administrators', async () => {
    const registry = await add({ ...oci(), tenants: [tenant.name] });
    const params = { registry };
    await expect(
      callAs(member, registries.createRegistry, { body: { ...oci(), name: 'mine' } }),
    ).rejects.toEqual(failing('auth.forbidden'));
    await expect(callAs(member, registries.updateRegistry, { params, body: {} })).rejects.toEqual(
      failing('auth.forbidden'),
    );
    await expect(callAs(member, registries.testRegistry, { params })).rejects.toEqual(
      failing('auth.forbidden'),
    );
    const query = { confirm: registry };
    await expect(callAs(member, registries.deleteRegistry, { params, query })).rejects.toEqual(
      failing('auth.forbidden'),
    );
  });

  it('asks for the name before removal, refuses while a release came from it', async () => {
    const registry = await add(oci());
    const params = { registry };
    const remove = (confirm: string) =>
      callAs(admin, registries.deleteRegistry, { params, query: { confirm } });
    await expect(remove('other')).rejects.toEqual(failing('confirm.name'));
    // A cluster of its own, so that no console works on this project; the next test's console must not meet it.
    const clusterName = uniqueName('cluster');
    await db().cluster.create({ data: { name: clusterName, title: clusterName } });
    try {
      const project = await db().project.create({
        data: { name: uniqueName('project'), displayName: '', tenantId: tenant.id, clusterName, quota: {} },
      });
      const app = await db().app.create({ data: { projectId: project.id, name: 'web', desired: {} } });
      await db().release.create({
        data: {
          appId: app.id,
          number: 1,
          spec: { registry },
          image: 'team/web:1',
          digest,
          createdById: admin.id,
          createdBy: admin.name,
        },
      });
      await expect(remove(registry)).rejects.toEqual(failing('resource.in_use'));
    } finally {
      await db().project.deleteMany({ where: { clusterName } });
      await db().cluster.delete({ where: { name: clusterName } });
    }
    await remove(registry);
    await expect(callAs(admin, registries.getRegistry, { params })).rejects.toEqual(
      failing('resource.not_found'),
    );
  });

  it('has one default', async () => {
    const before = await db().registry.findFirst({ where: { isDefault: true } });
    const first = await add({ ...oci(), default: true });
    const second = await add({ ...oci(), default: true });
    const isDefault = async (name: string) =>
      (await db().registry.findUniqueOrThrow({ where: { name } })).isDefault;
    expect([await isDefault(first), await isDefault(second)]).toEqual([false, true]);
    await db().registry.update({ where: { name: second }, data: { isDefault: false } });
    if (before) await db().registry.update({ where: { id: before.id }, data: { isDefault: true } });
  });
});

describe('trying a connection', () => {
  const tried = (body: object) => callAs(admin, registries.testNewRegistry, { body });

  it('says what is wrong, or what the account may do', async () => {
    expect(await tried(oci())).toMatchObject({ ok: true, reason: 'ok', can: { list: true, pull: true } });
    expect(await tried({ ...oci(), kind: 'harbor' })).toMatchObject({
      ok: false,
      reason: 'registry.not_harbor',
    });
    const asHarbor = { kind: 'harbor', url: harbor.origin, username: 'admin', password: CANARY };
    expect(await tried(asHarbor)).toMatchObject({ ok: true, account: 'person', product: 'Harbor' });
    expect(await tried({ ...asHarbor, password: 'no' })).toMatchObject({
      ok: false,
      reason: 'registry.credentials',
    });
    expect(await tried({ kind: 'oci', url: 'https://no-such-host.invalid' })).toMatchObject({
      reason: 'registry.name',
    });
    expect(await tried({ kind: 'oci', url: 'http://169.254.169.254' })).toMatchObject({
      reason: 'registry.address_refused',
    });
  });

  it('serves the state of a saved one from a test of the last half minute', async () => {
    const registry = await add({ kind: 'harbor', url: harbor.origin, username: 'admin', password: CANARY });
    const state = () => callAs(member, registries.getRegistryStatus, { params: { registry } });
    expect(await state()).toMatchObject({ ok: true });
    const before = harbor.seen.length;
    await Promise.all([state(), state(), state()]);
    expect(harbor.seen).toHaveLength(before);
  });
});

describe('using', () => {
  it('shows a member what its tenant may use, without credentials, and an outsider nothing', async () => {
    const registry = await add({ ...oci(), tenants: [tenant.name] });
    const params = { registry };
    const seen = await callAs(member, registries.getRegistry, { params });
    expect(seen).toMatchObject({
      name: registry,
      username: null,
      hasPassword: null,
      caBundle: null,
      tenants: null,
    });
    const names = async (person: User) =>
      (await callAs(person, registries.listRegistries)).items
        .map((row) => row.name)
        .filter((name) => made.includes(name));
    expect(await names(member)).toContain(registry);
    expect(await names(outsider)).not.toContain(registry);
    const calls = [
      () => callAs(outsider, registries.getRegistry, { params }),
      () => callAs(outsider, registries.getRegistryStatus, { params }),
      () => callAs(outsider, registries.searchRepositories, { params }),
      () => callAs(outsider, registries.listArtifacts, { params, query: { repository: 'team/web' } }),
      () =>
        callAs(outsider, registries.listRepositoryArtifacts, {
          params: { ...params, repository: 'team/web' },
        }),
      () => callAs(outsider, registries.getImage, { params, query: { reference: 'team/web:1' } }),
    ];
    for (const call of calls) await expect(call()).rejects.toEqual(failing('resource.not_found'));
  });

  it('browses: repositories, artifacts by query or path, an image’s config without values', async () => {
    const params = { registry: await add(oci()) };
    const found = await callAs(member, registries.searchRepositories, { params, query: { search: 'web' } });
    expect(found).toMatchObject({ items: [{ name: 'team/web' }], complete: true });
    const byQuery = await callAs(member, registries.listArtifacts, {
      params,
      query: { repository: 'team/web' },
    });
    expect(byQuery.items.map((row) => row.tags[0])).toEqual(['latest', '1']);
    const byPath = await callAs(member, registries.listRepositoryArtifacts, {
      params: { ...params, repository: 'team%2Fweb' },
    });
    expect(byPath.items).toEqual(byQuery.items);
    const image = await callAs(member, registries.getImage, { params, query: { reference: 'team/web:1' } });
    expect(image).toMatchObject({
      digest,
      tag: '1',
      config: { envNames: ['TOKEN'], ports: [{ port: 8080 }], nonRoot: true },
    });
    expect(JSON.stringify(image)).not.toContain('canary-env');
  });
});

describe('resolveImage', () => {
  it('pins an image by any of its names', async () => {
    const name = await add({ ...oci(), tenants: [tenant.name] });
    const host = pullHost(running.url);
    const project = { tenantId: tenant.id };
    const pinned = {
      registry: name,
      host,
      repository: 'team/web',
      digest,
      reference: `${host}/team/web@${digest}`,
    };
    expect(await resolveImage(project, 'team/web:1', name)).toMatchObject({
      ...pinned,
      tag: '1',
      image: `${host}/team/web:1`,
      pullSecretName: `berth-registry-${name}`,
      config: { user: '1000', nonRoot: true },
    });
    expect(await resolveImage(project, 'team/web', name)).toMatchObject({ ...pinned, tag: 'latest' });
    expect(await resolveImage(project, `${host}/team/web:1`, name)).toMatchObject({ ...pinned, tag: '1' });
    expect(await resolveImage(project, `team/web@${digest}`, name)).toMatchObject({ ...pinned, tag: null });
    expect(await resolveImage(project, `team/web:1@${digest}`, name)).toMatchObject({ ...pinned, tag: '1' });
  });

  it('says what is wrong with one', async () => {
    const name = await add({ ...oci(), tenants: [tenant.name] });
    const project = { tenantId: tenant.id };
    await expect(resolveImage(project, 'Team/Web', name)).rejects.toEqual(failing('image.reference'));
    await expect(resolveImage(project, 'team/web:9', name)).rejects.toEqual(failing('image.not_found'));
    await expect(resolveImage(project, 'reg.invalid/web:1')).rejects.toEqual(
      failing('image.registry_unknown'),
    );
    await expect(resolveImage(project, 'reg.invalid/web:1', name)).rejects.toEqual(
      failing('image.registry_unknown'),
    );
    await expect(resolveImage({ tenantId: other.id }, 'team/web:1', name)).rejects.toEqual(
      failing('image.registry_unknown'),
    );
  });

  it('finds a short name in the only registry that holds it, and asks when several do', async () => {
    await db().registry.deleteMany({ where: { name: { in: made } } });
    const [inOci, inHarbor] = [
      await add({ ...oci(), tenants: [tenant.name] }),
      await add({
        kind: 'harbor',
        url: harbor.origin,
        username: 'admin',
        password: CANARY,
        tenants: [tenant.name],
      }),
    ];
    const project = { tenantId: tenant.id };
    expect(await resolveImage(project, 'team/api:1')).toMatchObject({ registry: inHarbor });
    expect(await resolveImage(project, 'team/web:latest')).toMatchObject({ registry: inOci });
    await expect(resolveImage(project, 'team/web:1')).rejects.toEqual(failing('image.ambiguous'));
    await expect(resolveImage(project, 'team/none:1')).rejects.toEqual(failing('image.not_found'));
  });

  it('is not led astray by a registry that is dead: a hit elsewhere, "does not exist" and the own one count', async () => {
    await db().registry.deleteMany({ where: { name: { in: made } } });
    const alive = await add({ ...oci(), tenants: [tenant.name] });
    const dead = await add({ kind: 'oci', url: 'http://127.0.0.1:9', tenants: [tenant.name] });
    const locked = await add({ ...oci(), password: 'wrong', tenants: [tenant.name] });
    const project = { tenantId: tenant.id };
    expect(await resolveImage(project, 'team/web:1')).toMatchObject({ registry: alive });
    await expect(resolveImage(project, 'team/none:1')).rejects.toMatchObject({
      code: 'image.not_found',
      message: expect.stringContaining(dead) as string,
    });
    await expect(resolveImage(project, 'team/web:1', locked)).rejects.toMatchObject({
      code: 'registry.credentials',
      message: `The registry ${locked} refuses this user name or password.`,
    });
    await expect(resolveImage(project, 'team/none:1', undefined, { home: alive })).rejects.toMatchObject({
      message: expect.not.stringContaining(dead) as string,
    });
    await expect(resolveImage(project, 'team/web:1', undefined, { home: dead })).rejects.toMatchObject({
      message: expect.stringContaining(dead) as string,
    });
    // A registry that was removed leads nowhere, so all are asked.
    expect(await resolveImage(project, 'team/web:1', undefined, { home: 'gone' })).toMatchObject({
      registry: alive,
    });
  });
});

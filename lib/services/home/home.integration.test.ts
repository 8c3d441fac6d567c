import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db, type User } from '@/lib/db';
import type { Reachability } from '@/lib/contract/live';
import { callAs, callerFor, makePerson } from '@/lib/testing/people';
import { useOwnDatabase, type OwnDatabase } from '@/lib/testing/own-database';
import { getHome, listClusterStates, search, watchReachability } from './index';

let database: OwnDatabase;
let admin: User;
let member: User;
let owner: User;
let outsider: User;

const tenantOf = new Map<string, string>();

async function addProject(tenant: string, name: string): Promise<string> {
  const { id } = await db().project.create({
    data: {
      name,
      displayName: `The ${name}`,
      tenantId: tenantOf.get(tenant) ?? '',
      clusterName: 'gone',
      quota: {},
      phase: 'active',
    },
  });
  return id;
}

async function addApp(
  projectId: string,
  name: string,
  verdict: string | null,
  stopped = false,
): Promise<void> {
  const release = { image: 'samples/web:1', digest: 'sha256:0', spec: {}, createdBy: 'x' };
  await db().app.create({
    data: {
      projectId,
      name,
      desired: { replicas: 1, stopped },
      releases: {
        create: [
          { ...release, number: 1, createdById: admin.id, phase: 'superseded', verdict: 'failed' },
          {
            ...release,
            number: 2,
            createdById: admin.id,
            phase: 'applied',
            verdict,
            verdictData: { reason: 'OOMKilled', message: 'm', params: { container: name } },
            verdictAt: new Date(),
          },
        ],
      },
    },
  });
}

beforeAll(async () => {
  // No cluster answers here: the page must come all the same.
  database = await useOwnDatabase();
  admin = await makePerson('admin', 'admin');
  [member, owner, outsider] = [
    await makePerson('member'),
    await makePerson('owner'),
    await makePerson('outsider'),
  ];
  await db().cluster.create({ data: { name: 'gone', title: 'Gone' } });
  for (const name of ['acme', 'rival']) {
    tenantOf.set(name, (await db().tenant.create({ data: { name, displayName: name } })).id);
  }
  await db().tenantMember.create({
    data: { tenantId: tenantOf.get('acme') ?? '', userId: owner.id, role: 'owner' },
  });
  const shop = await addProject('acme', 'shop');
  await addProject('acme', 'shop-two');
  const secret = await addProject('rival', 'shop-rival');
  await db().projectMember.create({ data: { projectId: shop, userId: member.id, role: 'viewer' } });
  await addApp(shop, 'web', 'failed');
  await addApp(shop, 'api', 'available');
  await addApp(shop, 'old', 'failed', true);
  await addApp(secret, 'web-rival', 'degraded');
});
afterAll(() => database.drop());

describe('home', () => {
  it('shows a member what is theirs: what needs them, health, last release', async () => {
    const home = await callAs(member, getHome);
    expect(home.needs).toMatchObject([
      { kind: 'cluster-down', cluster: 'gone', project: null, params: { title: 'Gone' } },
      { kind: 'app-failed', project: 'shop', app: 'web', reason: 'OOMKilled', params: { container: 'web' } },
    ]);
    expect(home.projects).toMatchObject([
      {
        name: 'shop',
        health: { failed: 1, available: 1, stopped: 1 },
        lastRelease: { project: 'shop', number: 2 },
      },
    ]);
    expect(home.releases.every((release) => release.project === 'shop')).toBe(true);
    expect(home.may).toEqual({ createTenant: false, createProject: false });
  });

  it('shows a tenant’s owner all of its projects, an outsider nothing', async () => {
    const names = async (person: User) =>
      (await callAs(person, getHome)).projects.map((project) => project.name);
    expect(await names(owner)).toEqual(['shop', 'shop-two']);
    expect(await callAs(outsider, getHome)).toMatchObject({ needs: [], projects: [], releases: [] });
    expect((await callAs(owner, getHome)).may).toEqual({ createTenant: false, createProject: true });
  });
});

describe('home of an administrator', () => {
  const projectsOf = (home: Awaited<ReturnType<typeof look>>) => home.projects.map(({ name }) => name);
  const look = () => callAs(admin, getHome);

  it('says what needs somebody in any project, and that it does, but calls no project theirs', async () => {
    const home = await look();
    expect(home).toMatchObject({ covers: 'platform', projects: [], moreProjects: true });
    expect(home.needs.map(({ project, app }) => [project, app])).toEqual([
      [null, null],
      ['shop', 'web'],
      ['shop-rival', 'web-rival'],
    ]);
    expect((await callAs(member, getHome)).covers).toBe('mine');
  });

  it('calls those theirs where they are a member or own the tenant', async () => {
    const tenantId = tenantOf.get('acme') ?? '';
    const { id: projectId } = await db().project.findUniqueOrThrow({ where: { name: 'shop-rival' } });
    await db().projectMember.create({ data: { projectId, userId: admin.id, role: 'viewer' } });
    const one = await look();
    expect(projectsOf(one)).toEqual(['shop-rival']);
    // An administrator may deploy anywhere; their own come first.
    expect(one.deployable.map(({ name }) => name)).toEqual(['shop-rival', 'shop', 'shop-two']);
    await db().tenantMember.create({ data: { tenantId, userId: admin.id, role: 'owner' } });
    const home = await look();
    expect(projectsOf(home)).toEqual(['shop', 'shop-rival', 'shop-two']);
    expect(home.moreProjects).toBe(false);
    expect(home.deployable.map(({ name }) => name)).toEqual(['shop', 'shop-rival', 'shop-two']);
    await db().tenantMember.deleteMany({ where: { userId: admin.id } });
    await db().projectMember.deleteMany({ where: { userId: admin.id } });
  });

  it('offers to deploy only where one may', async () => {
    expect((await callAs(member, getHome)).deployable).toEqual([]);
    expect((await callAs(owner, getHome)).deployable).toMatchObject([{ name: 'shop' }, { name: 'shop-two' }]);
  });
});

describe('search', () => {
  const found = async (person: User, q: string) =>
    (await callAs(person, search, { query: { q } })).items.map((item) => `${item.kind}:${item.name}`);

  it('finds only what one may see, the closest name first', async () => {
    expect(await found(admin, 'shop')).toEqual(['project:shop', 'project:shop-rival', 'project:shop-two']);
    expect(await found(owner, 'SHOP')).toEqual(['project:shop', 'project:shop-two']);
    expect(await found(member, 'web')).toEqual(['app:web']);
    expect(await found(outsider, '')).toEqual([]);
    expect(await found(outsider, 'shop')).toEqual([]);
  });

  it('names users to administrators only, and takes wildcards as letters', async () => {
    expect(await found(admin, member.name)).toEqual([`user:${member.name}`]);
    expect(await found(owner, member.name)).toEqual([]);
    expect(await found(admin, '%')).toEqual([]);
    expect(await found(admin, '_')).toEqual([]);
  });
});

describe('states of clusters', () => {
  it('are told live, with the database’s, to whom they concern', async () => {
    const told = async (person: User) => {
      const { id } = await db().apiToken.create({
        data: {
          userId: person.id,
          name: 'x',
          hash: person.name,
          prefix: 'x',
          expiresAt: new Date(Date.now() + 60_000),
        },
      });
      const caller = await callerFor(person);
      const principal = caller.principal && { ...caller.principal, credentialId: id };
      const seen: Reachability[] = [];
      const watch = await watchReachability(
        { ...caller, principal },
        { snapshot: (value) => seen.push(value), ended: () => undefined },
      );
      watch.close();
      return seen[0];
    };
    const database_ = { reachable: true, since: null };
    expect(await told(member)).toEqual({
      database: database_,
      clusters: [{ name: 'gone', title: 'Gone', reachable: false, since: null }],
    });
    expect(await told(outsider)).toEqual({ database: database_, clusters: [] });
  });

  it('say that a cluster does not answer; why, to administrators only', async () => {
    const [seen] = (await callAs(member, listClusterStates)).items;
    expect(seen).toMatchObject({ name: 'gone', reachable: false, detail: '' });
    expect((await callAs(admin, listClusterStates)).items[0]?.detail).not.toBe('');
    expect((await callAs(outsider, listClusterStates)).items).toEqual([]);
  });
});

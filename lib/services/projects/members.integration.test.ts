import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db, type User } from '@/lib/db';
import { kubeAs } from '@/lib/services/kernel';
import { deleteTenantMember, getTenant } from '@/lib/services/tenants';
import { getMe } from '@/lib/services/identity';
import { callAs, callerFor, makePerson, removePeople } from '@/lib/testing/people';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import type { KubeClient } from '@/lib/kube';
import {
  deleteProjectMember,
  getProject,
  listProjectCandidates,
  listProjectMembers,
  listProjects,
  putProjectMember,
} from './index';

let tenant: TestTenant;
let project: string;
let other: string;
let developer: User;
let viewer: User;

beforeAll(async () => {
  tenant = await makeTenant();
  [project, other] = [await tenant.project(), await tenant.project()];
  [developer, viewer] = [await tenant.person('developer'), await tenant.person('viewer')];
  await put(tenant.owner, developer, { role: 'developer' });
  await put(tenant.owner, viewer, { role: 'viewer' });
});

afterAll(async () => tenant.clean());

async function put(by: User, user: User, body: Record<string, unknown>, into = project) {
  return callAs(by, putProjectMember, { params: { project: into, user: user.name }, body });
}

async function clusterAs(person: User, name = project): Promise<KubeClient> {
  const { principal } = await callerFor(person);
  const row = await db().project.findUniqueOrThrow({ where: { name } });
  if (!principal) throw new Error('no principal');
  return kubeAs(principal, row);
}

function deployment(name: string) {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: project },
    spec: {
      replicas: 0,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'main', image: 'localhost/none:none' }] },
      },
    },
  };
}

describe('members', () => {
  it('get the rights of their role, and join the tenant', async () => {
    const list = await callAs(tenant.owner, listProjectMembers, { params: { project } });
    expect(list.items.find((item) => item.name === developer.name)).toMatchObject({
      role: 'developer',
      rights: { logs: true, exec: true, secrets: false },
      source: 'project',
    });
    expect(list.items.find((item) => item.name === tenant.owner.name)).toMatchObject({
      role: 'owner',
      source: 'tenant',
    });
    expect(list.total).toBe(3);
    expect(await callAs(viewer, getTenant, { params: { tenant: tenant.name } })).toMatchObject({
      role: 'member',
    });
  });

  it('see their project and no other of the tenant', async () => {
    const mine = await callAs(viewer, listProjects);
    expect(mine.items.map((item) => item.name)).toEqual([project]);
    await expect(callAs(viewer, getProject, { params: { project: other } })).rejects.toMatchObject({
      code: 'resource.not_found',
    });
  });

  it('are not administrators, who own no project and may do everything in all', async () => {
    const admin = await makePerson('admin', 'admin');
    const seen = await callAs(admin, getProject, { params: { project } });
    expect(seen.role).toBeNull();
    expect(seen.permissions).toContain('project.quota.manage');
    const me = await callAs(admin, getMe);
    expect(me.projects.find((each) => each.name === project)?.role).toBeNull();
    await removePeople([admin]);
  });

  it('are found by their names by those who manage them', async () => {
    const newcomer = await tenant.person('newcomer');
    const found = await callAs(tenant.owner, listProjectCandidates, {
      params: { project },
      query: { search: newcomer.name },
    });
    expect(found.items).toEqual([{ name: newcomer.name, displayName: newcomer.displayName }]);
    await expect(
      callAs(developer, listProjectCandidates, { params: { project }, query: {} }),
    ).rejects.toMatchObject({ code: 'auth.forbidden' });
  });

  it('can’t hand out a right that they lack', async () => {
    const lead = await tenant.person('lead');
    await put(tenant.owner, lead, { role: 'owner', rights: { secrets: false } });
    await expect(put(lead, viewer, { role: 'viewer', rights: { secrets: true } })).rejects.toMatchObject({
      code: 'auth.forbidden',
      params: { permission: 'secrets.manage' },
    });
    await put(lead, viewer, { role: 'viewer' });
  });
});

describe('what the API server lets them do', () => {
  it('a viewer looks, a developer deploys', async () => {
    const asViewer = await clusterAs(viewer);
    const deployments = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: project };
    expect(await asViewer.list(deployments)).toEqual([]);
    await expect(asViewer.create(deployment('by-viewer'))).rejects.toMatchObject({
      code: 'cluster.forbidden',
    });
    const asDeveloper = await clusterAs(developer);
    await asDeveloper.create(deployment('by-developer'));
    expect(await asViewer.list(deployments)).toHaveLength(1);
    await asDeveloper.delete({ ...deployments, name: 'by-developer' });
  });

  it('nobody touches the quota, the bindings or the namespace', async () => {
    const asDeveloper = await clusterAs(developer);
    const quota = { apiVersion: 'v1', kind: 'ResourceQuota', namespace: project, name: 'berth-quota' };
    await expect(asDeveloper.patch(quota, { spec: { hard: { pods: '500' } } })).rejects.toMatchObject({
      code: 'cluster.forbidden',
    });
    const asOwner = await clusterAs(tenant.owner);
    const binding = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      namespace: project,
      name: 'berth-deny',
    };
    await expect(asOwner.delete({ ...binding, name: 'berth-viewer' })).rejects.toMatchObject({
      code: 'cluster.forbidden',
    });
    await expect(
      asOwner.patch({ apiVersion: 'v1', kind: 'Namespace', name: project }, { metadata: { labels: {} } }),
    ).rejects.toMatchObject({ code: 'cluster.forbidden' });
  });

  it('one project’s developer can’t look into the next', async () => {
    const asDeveloper = await clusterAs(developer);
    await expect(asDeveloper.list({ apiVersion: 'v1', kind: 'Pod', namespace: other })).rejects.toMatchObject(
      { code: 'cluster.forbidden' },
    );
  });

  it('exec and Secrets follow their rights at once', async () => {
    const mayExec = async (person: User) => mayAccess(await clusterAs(person), 'create', 'pods', 'exec');
    expect(await mayExec(developer)).toBe(true);
    expect(await mayExec(viewer)).toBe(false);
    await put(tenant.owner, developer, { role: 'developer', rights: { exec: false, secrets: true } });
    expect(await mayExec(developer)).toBe(false);
    const secrets = { apiVersion: 'v1', kind: 'Secret', namespace: project };
    expect(Array.isArray(await (await clusterAs(developer)).list(secrets))).toBe(true);
    await expect((await clusterAs(viewer)).list(secrets)).rejects.toMatchObject({
      code: 'cluster.forbidden',
    });
    await put(tenant.owner, developer, { role: 'developer' });
  });

  it('a removed member has nothing from the next call on', async () => {
    const params = { project, user: viewer.name };
    await callAs(tenant.owner, deleteProjectMember, { params });
    await expect(callAs(viewer, getProject, { params: { project } })).rejects.toMatchObject({
      code: 'resource.not_found',
    });
    await expect(clusterAs(viewer)).rejects.toMatchObject({ code: 'resource.not_found' });
  });

  it('whoever leaves the tenant leaves its projects', async () => {
    await put(tenant.owner, viewer, { role: 'viewer' }, other);
    const params = { tenant: tenant.name, user: viewer.name };
    await callAs(tenant.owner, deleteTenantMember, { params });
    expect((await callAs(viewer, listProjects)).items).toEqual([]);
  });
});

async function mayAccess(
  kube: KubeClient,
  verb: string,
  resource: string,
  subresource: string,
): Promise<boolean> {
  const review = await kube.create({
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    metadata: { name: '' },
    spec: { resourceAttributes: { namespace: project, verb, resource, subresource } },
  });
  return (review['status'] as { allowed: boolean }).allowed;
}

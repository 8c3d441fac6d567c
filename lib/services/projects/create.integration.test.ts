import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { secretKey } from '@/lib/config';
import { db } from '@/lib/db';
import { allKubeGroups } from '@/lib/domain/access';
import { isProblem } from '@/lib/domain/problem';
import { renderNamespace, renderProject } from '@/lib/domain/project';
import type { KubeObject } from '@/lib/kube';
import { seal } from '@/lib/runtime/crypto';
import { adminKube } from '@/lib/testing/admin-kube';
import { uniqueName } from '@/lib/testing/names';
import { callAs } from '@/lib/testing/people';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { waitFor } from '@/lib/testing/wait-for';
import { createProject, getProject, reconcileProjects, repairProject, updateProject } from './index';
import { syncPullSecrets } from './pull-secrets';
import { loadRow, specOf } from './rows';

const kube = adminKube();
const registryName = uniqueName('registry');
let tenant: TestTenant;
let project: string;
let registryId: string;

beforeAll(async () => {
  tenant = await makeTenant();
  const row = await db().tenant.findUniqueOrThrow({ where: { name: tenant.name } });
  const registry = await db().registry.create({
    data: {
      name: registryName,
      kind: 'harbor',
      url: 'https://harbor.example.com',
      username: 'robot$shop+ci',
      password: seal('pa$$"word', secretKey()),
      allTenants: false,
      grants: { create: { tenantId: row.id } },
    },
  });
  registryId = registry.id;
  project = await tenant.project();
});

afterAll(async () => {
  await db().registry.deleteMany({ where: { id: registryId } });
  await tenant.clean();
});

async function rendered() {
  const row = await db().project.findUniqueOrThrow({ where: { name: project } });
  return specOf(await loadRow(row.id));
}

async function found(manifest: { apiVersion: string; kind: string; metadata: { name: string } }) {
  const { apiVersion, kind, metadata } = manifest;
  return kube.find({ apiVersion, kind, namespace: project, name: metadata.name });
}

async function auths(name = registryName): Promise<Record<string, { username: string; password: string }>> {
  const secret = await kube.get({
    apiVersion: 'v1',
    kind: 'Secret',
    namespace: project,
    name: `berth-registry-${name}`,
  });
  const data = secret['data'] as Record<string, string>;
  const json = Buffer.from(data['.dockerconfigjson'] ?? '', 'base64').toString('utf8');
  return (JSON.parse(json) as { auths: Record<string, { username: string; password: string }> }).auths;
}

describe('a new project', () => {
  it('is active, with the answer that two fields give', async () => {
    const answer = await callAs(tenant.owner, getProject, { params: { project } });
    expect(answer).toMatchObject({
      name: project,
      tenant: tenant.name,
      environment: 'dev',
      podSecurity: 'baseline',
      phase: 'active',
      problem: null,
      role: 'owner',
      quota: { cpu: '4', memory: '8Gi', pods: 50 },
      health: { apps: 0 },
    });
    expect(answer.permissions).toContain('app.deploy');
    expect(answer.permissions).not.toContain('project.quota.manage');
  });

  it('is in the cluster as it was rendered', async () => {
    const spec = await rendered();
    const namespace = await kube.get({ apiVersion: 'v1', kind: 'Namespace', name: project });
    expect(namespace.metadata.labels).toMatchObject(renderNamespace(spec).metadata.labels ?? {});
    const manifests = renderProject(spec);
    expect(manifests).toHaveLength(10);
    for (const manifest of manifests) {
      const object = await found(manifest);
      expect(object, `${manifest.kind} ${manifest.metadata.name}`).toMatchObject({
        metadata: { labels: manifest.metadata.labels },
        ...(manifest['spec'] ? { spec: manifest['spec'] } : {}),
        ...(manifest['roleRef'] ? { roleRef: manifest['roleRef'], subjects: manifest['subjects'] } : {}),
      });
    }
  });

  it('may be acted in by the console with every group of it', async () => {
    const role = await kube.get({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      name: 'berth-impersonation',
    });
    const rules = role['rules'] as { resources: string[]; resourceNames: string[] }[];
    const groups = rules.find((rule) => rule.resources.includes('groups'))?.resourceNames ?? [];
    expect(groups).toEqual(expect.arrayContaining(allKubeGroups(project)));
  });

  it('carries the pull secrets of its registries, which follow their changes', async () => {
    const entry = { username: 'robot$shop+ci', password: 'pa$$"word' };
    expect(await auths()).toMatchObject({ 'harbor.example.com': entry });
    await db().registry.update({
      where: { id: registryId },
      data: { url: 'https://harbor.example.com:8443', password: seal('next', secretKey()) },
    });
    await syncPullSecrets(new AbortController().signal);
    expect(await auths()).toMatchObject({ 'harbor.example.com:8443': { password: 'next' } });
    await db().registryGrant.deleteMany({ where: { registryId } });
    await syncPullSecrets(new AbortController().signal);
    expect(await auths()).toEqual({});
    const { id } = await db().tenant.findUniqueOrThrow({ where: { name: tenant.name } });
    await db().registryGrant.create({ data: { registryId, tenantId: id } });
  });
});

describe('repair', () => {
  it('makes again what somebody deleted or changed', async () => {
    const spec = await rendered();
    const quota = { apiVersion: 'v1', kind: 'ResourceQuota', namespace: project, name: 'berth-quota' };
    const binding = renderProject(spec).find((manifest) => manifest.kind === 'RoleBinding');
    const policy = renderProject(spec).find((manifest) => manifest.kind === 'NetworkPolicy');
    if (!binding || !policy) throw new Error('nothing to break');
    await kube.delete({ ...refOf(binding), namespace: project });
    await kube.delete({ ...refOf(policy), namespace: project });
    await kube.patch(quota, { spec: { hard: { pods: '1' } } });

    await callAs(tenant.owner, repairProject, { params: { project } });
    expect(await found(binding)).not.toBeNull();
    expect(await found(policy)).not.toBeNull();
    expect((await kube.get(quota))['spec']).toMatchObject({ hard: { pods: '50' } });
  });

  it('is done by the reconciler for a project that a crash left half made', async () => {
    const row = await db().project.findUniqueOrThrow({ where: { name: project } });
    const longAgo = new Date(Date.now() - 60_000);
    await db().project.update({ where: { id: row.id }, data: { phase: 'creating', createdAt: longAgo } });
    const [manifest] = renderProject(await rendered());
    if (!manifest) throw new Error('nothing to break');
    await kube.delete({ ...refOf(manifest), namespace: project });

    // A project that somebody else is at in this moment is left to the next turn.
    await waitFor('the project to be whole', async () => {
      await reconcileProjects(new AbortController().signal);
      return (await loadRow(row.id)).phase === 'active';
    });
    expect(await found(manifest)).not.toBeNull();
  });

  it('is what a repeated create does while the first is unfinished', async () => {
    const body = { name: project, tenant: tenant.name };
    // A console that runs beside the tests may still be at the project, and then end with "active".
    const unfinished = async <T>(act: () => Promise<T>) =>
      waitFor('an unfinished project', async () => {
        const data = { phase: 'creating', createdAt: new Date() } as const;
        await db().project.update({ where: { name: project }, data });
        return act();
      });
    const other = { ...body, environment: 'prod', quota: { cpu: '3', memory: '8Gi' } };
    const refusal = await unfinished(async () => {
      const error: unknown = await callAs(tenant.owner, createProject, { body: other }).catch(
        (e: unknown) => e,
      );
      return isProblem(error) && error.code === 'project.unfinished' ? error : null;
    });
    expect(refusal.fields.map(({ path }) => path)).toEqual(['environment', 'quota.cpu']);
    expect(await unfinished(() => callAs(tenant.owner, createProject, { body }))).toMatchObject({
      phase: 'active',
    });
    await expect(callAs(tenant.owner, createProject, { body })).rejects.toMatchObject({
      code: 'resource.exists',
    });
  });
});

describe('changes', () => {
  it('reach the namespace, Pod Security by administrators only', async () => {
    const params = { project };
    await expect(
      callAs(tenant.owner, updateProject, { params, body: { podSecurity: 'privileged' } }),
    ).rejects.toMatchObject({ code: 'auth.forbidden', params: { permission: 'project.policy.manage' } });
    await callAs(tenant.owner, updateProject, { params, body: { environment: 'prod', displayName: 'Shop' } });
    await callAs(tenant.admin, updateProject, { params, body: { podSecurity: 'restricted' } });
    const namespace = await kube.get({ apiVersion: 'v1', kind: 'Namespace', name: project });
    expect(namespace.metadata.labels).toMatchObject({
      'berth.dev/environment': 'prod',
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
  });
});

describe('names', () => {
  it.each(['kube-system', 'default', 'berth-system', 'openshift-x'])('%s is reserved', async (name) => {
    await expect(
      callAs(tenant.admin, createProject, { body: { name, tenant: tenant.name } }),
    ).rejects.toMatchObject({ code: 'project.name_reserved', fields: [{ path: 'name' }] });
  });

  it('of a namespace that is not ours is refused, and the namespace stays as it was', async () => {
    const name = uniqueName('foreign');
    const labels = { 'berth.dev/managed': 'true', 'berth.dev/project-id': 'somebody-else' };
    await kube.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
    try {
      await expect(
        callAs(tenant.owner, createProject, { body: { name, tenant: tenant.name } }),
      ).rejects.toMatchObject({ code: 'resource.exists', fields: [{ path: 'name' }] });
      expect(await db().project.count({ where: { name } })).toBe(0);
      const namespace = await kube.get({ apiVersion: 'v1', kind: 'Namespace', name });
      expect(namespace.metadata.labels).toMatchObject(labels);
      const quotas = await kube.list({ apiVersion: 'v1', kind: 'ResourceQuota', namespace: name });
      expect(quotas).toEqual([]);
    } finally {
      await kube.delete({ apiVersion: 'v1', kind: 'Namespace', name });
    }
  });
});

function refOf(object: Pick<KubeObject, 'apiVersion' | 'kind'> & { metadata: { name: string } }) {
  return { apiVersion: object.apiVersion, kind: object.kind, name: object.metadata.name };
}

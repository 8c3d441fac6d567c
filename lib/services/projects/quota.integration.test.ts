import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/db';
import { createProject } from '@/lib/services/projects';
import { updateTenant } from '@/lib/services/tenants';
import { adminKube } from '@/lib/testing/admin-kube';
import { uniqueName } from '@/lib/testing/names';
import { callAs } from '@/lib/testing/people';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { waitFor } from '@/lib/testing/wait-for';
import { checkProjectQuota, getProject, getProjectUsage, setProjectQuota } from './index';

const kube = adminKube();
let tenant: TestTenant;
let project: string;

beforeAll(async () => {
  tenant = await makeTenant({ cpuQuota: '6', memoryQuota: '12Gi' });
  project = await tenant.project({ quota: { cpu: '4', memory: '8Gi' } });
  // Counted by the quota from the moment it exists, whether or not its image can be had.
  await kube.create({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'eater', namespace: project, labels: { 'berth.dev/app': 'eater' } },
    spec: {
      containers: [
        {
          name: 'eater',
          image: 'localhost/none:none',
          resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '2', memory: '2Gi' } },
        },
      ],
    },
  });
  await waitFor('the quota to count the pod', async () => {
    const { usage } = await callAs(tenant.owner, getProjectUsage, { params: { project } });
    return usage.some((part) => part.resource === 'pods' && part.used === '1');
  });
});

afterAll(async () => tenant.clean());

async function hard(): Promise<Record<string, string>> {
  const ref = { apiVersion: 'v1', kind: 'ResourceQuota', namespace: project, name: 'berth-quota' };
  return ((await kube.get(ref))['spec'] as { hard: Record<string, string> }).hard;
}

describe('use', () => {
  it('is shown beside the quota, and by app', async () => {
    const usage = await callAs(tenant.owner, getProjectUsage, { params: { project } });
    expect(usage.usage).toContainEqual({ resource: 'cpu', used: '2', hard: '4' });
    expect(usage.usage).toContainEqual({ resource: 'memory', used: '2Gi', hard: '8Gi' });
    expect(usage.apps).toEqual([
      {
        app: 'eater',
        pods: 1,
        cpuRequest: '1',
        cpuLimit: '2',
        memoryRequest: '1Gi',
        memoryLimit: '2Gi',
      },
    ]);
    // Rows of projects show what the shared cache knows, which follows within moments.
    await waitFor('the project’s row to say the same', async () => {
      const shown = await callAs(tenant.owner, getProject, { params: { project } });
      return JSON.stringify(shown.usage) === JSON.stringify(usage.usage);
    });
  });
});

describe('a quota below use', () => {
  const below = { cpu: '1500m', pods: 1 };

  it('is said before it is saved', async () => {
    const answer = await callAs(tenant.admin, checkProjectQuota, { params: { project }, query: below });
    expect(answer).toEqual({ exceeded: [{ resource: 'cpu', used: '2', hard: '1500m' }], cap: null });
  });

  it('is refused without a word that it is meant, and changes nothing', async () => {
    await expect(
      callAs(tenant.admin, setProjectQuota, { params: { project }, body: below }),
    ).rejects.toMatchObject({ code: 'quota.below_use', fields: [{ path: 'cpu' }] });
    expect(await hard()).toMatchObject({ 'limits.cpu': '4', pods: '50' });
  });

  it('is set when it is meant; what is left out stays', async () => {
    const body = { ...below, acceptBelowUse: true };
    const answer = await callAs(tenant.admin, setProjectQuota, { params: { project }, body });
    expect(answer.quota).toMatchObject({ cpu: '1500m', memory: '8Gi', pods: 1 });
    expect(await hard()).toMatchObject({ 'limits.cpu': '1500m', 'requests.cpu': '1500m', pods: '1' });
  });

  it('is set by administrators only', async () => {
    await expect(
      callAs(tenant.owner, setProjectQuota, { params: { project }, body: { cpu: '5' } }),
    ).rejects.toMatchObject({ code: 'auth.forbidden' });
  });
});

describe('caps of the tenant', () => {
  it('bound what all projects get together', async () => {
    await callAs(tenant.admin, setProjectQuota, { params: { project }, body: { cpu: '4', pods: 50 } });
    await expect(
      callAs(tenant.admin, setProjectQuota, { params: { project }, body: { cpu: '7' } }),
    ).rejects.toMatchObject({ code: 'tenant.cap', params: { resource: 'cpu', left: '6', asked: '7' } });
    await expect(
      callAs(tenant.admin, updateTenant, { params: { tenant: tenant.name }, body: { cpuQuota: '3' } }),
    ).rejects.toMatchObject({ code: 'tenant.cap_below', fields: [{ path: 'cpuQuota' }] });
  });

  it('leave the next project half of the rest, and who asks for more than the rest nothing', async () => {
    const second = await tenant.project();
    const answer = await callAs(tenant.owner, getProject, { params: { project: second } });
    expect(answer.quota).toMatchObject({ cpu: '1', memory: '2Gi' });
    const name = uniqueName('project');
    await expect(
      callAs(tenant.owner, createProject, { body: { name, tenant: tenant.name, quota: { cpu: '1100m' } } }),
    ).rejects.toMatchObject({
      code: 'tenant.cap',
      params: { left: '1' },
      fields: [{ path: 'quota.cpu' }],
    });
    expect(await db().project.count({ where: { name } })).toBe(0);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/db';
import { adminKube } from '@/lib/testing/admin-kube';
import { callAs } from '@/lib/testing/people';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { waitFor } from '@/lib/testing/wait-for';
import {
  deleteProject,
  getProject,
  getProjectContents,
  listProjects,
  reconcileProjects,
  repairProject,
} from './index';

const kube = adminKube();
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await makeTenant();
});
afterAll(async () => tenant.clean());

async function turn(): Promise<void> {
  await reconcileProjects(new AbortController().signal);
}

async function rowsOf(name: string): Promise<number> {
  return db().project.count({ where: { name } });
}

describe('deleting a project', () => {
  it('shows what goes, asks for the name, and ends with namespace and rows gone', async () => {
    const project = await tenant.project();
    const params = { project };
    await kube.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'mine', namespace: project },
      data: { a: 'b' },
    });
    const contents = await callAs(tenant.owner, getProjectContents, { params });
    expect(contents).toEqual({
      apps: 0,
      members: 0,
      pods: 0,
      services: 0,
      volumes: 0,
      configMaps: 1,
      secrets: 0,
    });
    await expect(
      callAs(tenant.owner, deleteProject, { params, query: { confirm: 'another' } }),
    ).rejects.toMatchObject({ code: 'confirm.name' });

    const answer = await callAs(tenant.owner, deleteProject, { params, query: { confirm: project } });
    expect(answer.phase).toBe('deleting');
    await expect(callAs(tenant.owner, repairProject, { params })).rejects.toMatchObject({
      code: expect.stringMatching(/^(project\.deleting|resource\.not_found)$/),
    });
    await waitFor('the project to go', async () => {
      await turn();
      return (await rowsOf(project)) === 0;
    });
    expect(await kube.find({ apiVersion: 'v1', kind: 'Namespace', name: project })).toBeNull();
    await expect(callAs(tenant.owner, getProject, { params })).rejects.toMatchObject({
      code: 'resource.not_found',
    });
    const removed = await db().auditEvent.findFirst({
      where: { action: 'project.removed', target: project },
      include: { outcome: true },
    });
    expect(removed?.outcome?.result).toBe('succeeded');
  });

  it('is carried through when the console died right after the decision', async () => {
    const project = await tenant.project();
    // All that a console leaves that dies between its row and its first call to the cluster.
    await db().project.update({ where: { name: project }, data: { phase: 'deleting' } });
    const listed = await callAs(tenant.owner, listProjects, { query: { phase: 'deleting' } });
    expect(listed.items.map((item) => item.name)).toContain(project);
    await waitFor('the project to go', async () => {
      await turn();
      return (await rowsOf(project)) === 0;
    });
    expect(await kube.find({ apiVersion: 'v1', kind: 'Namespace', name: project })).toBeNull();
  });

  it('says what it waits for', async () => {
    const project = await tenant.project();
    const configMap = { apiVersion: 'v1', kind: 'ConfigMap', namespace: project, name: 'kept' };
    await kube.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'kept', namespace: project, finalizers: ['example.com/kept'] },
    });
    await db().project.update({ where: { name: project }, data: { phase: 'deleting' } });
    await waitFor('a reason', async () => {
      await turn();
      const answer = await callAs(tenant.owner, getProject, { params: { project } });
      return answer.problem?.code === 'project.deletion_waits';
    });
    await kube.patch(configMap, { metadata: { finalizers: null } });
    await waitFor('the project to go', async () => {
      await turn();
      return (await rowsOf(project)) === 0;
    });
  });

  it('leaves a namespace alone that is not the project’s own any more', async () => {
    const project = await tenant.project();
    const ref = { apiVersion: 'v1', kind: 'Namespace', name: project };
    await kube.patch(ref, { metadata: { labels: { 'berth.dev/project-id': 'somebody-else' } } });
    await db().project.update({ where: { name: project }, data: { phase: 'deleting' } });
    await waitFor('the row to go', async () => {
      await turn();
      return (await rowsOf(project)) === 0;
    });
    const namespace = await kube.get(ref);
    expect(namespace.metadata.deletionTimestamp).toBeUndefined();
    await kube.delete(ref);
  });
});

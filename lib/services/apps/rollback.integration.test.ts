import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/db';
import { adminKube } from '@/lib/testing/admin-kube';
import { appsOf, useRigRegistry } from '@/lib/testing/apps';
import { callAs } from '@/lib/testing/people';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { listReleases, rollbackApp } from './index';

let tenant: TestTenant;
let project: string;
let apps: ReturnType<typeof appsOf>;
const web = () => ({ params: { project, app: 'web' } });
/** A check that no pod passes: such a release never becomes available. */
const deaf = { readiness: { kind: 'tcp', port: 9 } };

beforeAll(async () => {
  await useRigRegistry();
  tenant = await makeTenant();
  project = await tenant.project();
  apps = appsOf(tenant.owner, project);
});

afterAll(async () => {
  await tenant.clean();
});

async function references(): Promise<Record<number, string>> {
  const rows = await db().release.findMany({ where: { app: { name: 'web', project: { name: project } } } });
  return Object.fromEntries(rows.map(({ number, reference }) => [number, reference]));
}

/** The image that the cluster was told to run, and the release that it was told it is of. */
async function told(): Promise<{ image: string; release: string | undefined }> {
  const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: project, name: 'web' };
  const { template } = (await adminKube().get(ref))['spec'] as {
    template: {
      metadata: { labels: Record<string, string> };
      spec: { containers: { image: string }[] };
    };
  };
  return {
    image: template.spec.containers[0]?.image ?? '',
    release: template.metadata.labels['berth.dev/release'],
  };
}

describe('a rollback', () => {
  it('passes over releases that never were available, and runs the old image by its digest', async () => {
    await apps.create({ name: 'web', image: 'samples/web:1' });
    await apps.until('web', 'available', (status) => status.verdict === 'available');
    await apps.update('web', { image: 'samples/web:2', ...deaf });
    await apps.update('web', { message: 'still deaf' });
    const { 1: one = '', 2: two = '' } = await references();
    expect(one).not.toBe(two);
    expect(await told()).toEqual({ image: two, release: '3' });

    const answer = await callAs(tenant.owner, rollbackApp, web());
    expect(answer.release).toMatchObject({ number: 4, rollbackOf: 1, image: 'samples/web:1' });
    expect(await told()).toEqual({ image: one, release: '4' });
    await apps.until('web', 'as it was', (status) => status.verdict === 'available' && status.release === 4);

    const { items } = await callAs(tenant.owner, listReleases, web());
    expect(items.map(({ number, phase }) => [number, phase])).toEqual([
      [4, 'applied'],
      // Nobody waits for these any more.
      [3, 'superseded'],
      [2, 'superseded'],
      [1, 'applied'],
    ]);
  });

  it('goes to the release that is named, whatever became of it', async () => {
    const { 2: two = '' } = await references();
    const answer = await callAs(tenant.owner, rollbackApp, { ...web(), body: { release: 2 } });
    expect(answer.release).toMatchObject({ number: 5, rollbackOf: 2, image: 'samples/web:2' });
    expect(answer.spec.readiness).toEqual(deaf.readiness);
    expect(await told()).toEqual({ image: two, release: '5' });
    await expect(
      callAs(tenant.owner, rollbackApp, { ...web(), body: { release: 99 } }),
    ).rejects.toMatchObject({ code: 'resource.not_found' });
  });
});

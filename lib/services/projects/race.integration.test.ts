import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { db } from '@/lib/db';
import { adminKube } from '@/lib/testing/admin-kube';
import { uniqueName } from '@/lib/testing/names';
import { useOwnDatabase, type OwnDatabase } from '@/lib/testing/own-database';
import { kubeconfigThroughProxy, type ProxiedKube } from '@/lib/testing/proxied-kube';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { waitFor } from '@/lib/testing/wait-for';
import { reconcileProjects } from './index';

let database: OwnDatabase;
let proxied: ProxiedKube;
let tenant: TestTenant;

beforeAll(async () => {
  database = await useOwnDatabase();
  proxied = await kubeconfigThroughProxy(config().BERTH_KUBECONFIG ?? '');
  tenant = await makeTenant();
});

afterAll(async () => {
  await tenant.clean();
  await proxied.proxy.close();
  rmSync(proxied.folder, { recursive: true, force: true });
  await database.drop();
});

/** Another replica, whose way to the cluster can be held up, makes a project; resolves when it has ended. */
async function makeElsewhere(project: string): Promise<void> {
  const act = ['create', tenant.owner.id, project, tenant.name];
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/testing/act-alone.ts', ...act], {
    env: { ...process.env, BERTH_KUBECONFIG: proxied.file, VITEST: '' },
    stdio: 'inherit',
  });
  await new Promise((resolve) => {
    child.once('exit', resolve);
  });
}

it('a project that is deleted while it is being made leaves no namespace behind', async () => {
  const project = uniqueName('project');
  const rows = () => db().project.count({ where: { name: project } });
  const turn = () => reconcileProjects(new AbortController().signal);
  proxied.proxy.hold();
  const made = makeElsewhere(project);
  await waitFor('its first call to the cluster', () => proxied.proxy.held() > 0, { every: 20 });
  await db().project.updateMany({ where: { name: project }, data: { phase: 'deleting' } });
  await turn();
  proxied.proxy.mend();
  await made;

  await waitFor('the project to go', async () => {
    await turn();
    return (await rows()) === 0;
  });
  expect(await adminKube().find({ apiVersion: 'v1', kind: 'Namespace', name: project })).toBeNull();
});

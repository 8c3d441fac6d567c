import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { config } from '@/lib/config';
import { db, type User } from '@/lib/db';
import { deleteProjectMember, putProjectMember } from '@/lib/services/projects';
import { adminKube } from '@/lib/testing/admin-kube';
import { appsOf, useRigRegistry } from '@/lib/testing/apps';
import { callAs } from '@/lib/testing/people';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { waitFor } from '@/lib/testing/wait-for';

let tenant: TestTenant;
let project: string;
let developer: User;
let folder: string;
let sink: Server;

/** A kubeconfig whose API server takes connections and never says a word. */
function deafKubeconfig(): string {
  const settings = parse(readFileSync(config().BERTH_KUBECONFIG ?? '', 'utf8')) as {
    clusters: { cluster: { server: string } }[];
  };
  const { port } = sink.address() as AddressInfo;
  for (const { cluster } of settings.clusters) cluster.server = `https://127.0.0.1:${port}`;
  const file = path.join(folder, 'deaf.yaml');
  writeFileSync(file, stringify(settings), { mode: 0o600 });
  return file;
}

/** The console's own code in another process. */
function alone(kubeconfig: string, ...act: string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'lib/testing/act-alone.ts', ...act], {
    env: { ...process.env, BERTH_KUBECONFIG: kubeconfig, VITEST: '' },
    stdio: 'inherit',
  });
}

async function ended(child: ChildProcess): Promise<void> {
  await new Promise((resolve) => {
    child.once('exit', resolve);
  });
}

/** Begins an act against an API server that does not answer, and kills the process once `reached` says so. */
async function killIn(act: string, app: string, reached: () => Promise<unknown>): Promise<void> {
  const child = alone(deafKubeconfig(), act, developer.id, project, app);
  const gone = ended(child);
  await waitFor(`the ${act} to be under way`, reached);
  child.kill('SIGKILL');
  await gone;
}

async function restart(): Promise<void> {
  await ended(alone(config().BERTH_KUBECONFIG ?? '', 'recover'));
}

function newest(app: string) {
  return db().release.findFirst({
    where: { app: { name: app, project: { name: project } } },
    orderBy: { number: 'desc' },
  });
}

async function auditOf(action: string, app: string) {
  return db().auditEvent.findFirstOrThrow({
    where: { project, action, target: app },
    include: { outcome: true },
    orderBy: { seq: 'desc' },
  });
}

async function makeUp(app: string) {
  const apps = appsOf(developer, project);
  await apps.create({ name: app, image: 'samples/web:1' });
  await apps.until(app, 'available', (status) => status.verdict === 'available');
  return apps;
}

async function join() {
  await callAs(tenant.owner, putProjectMember, { params: { project, user: developer.name }, body: {} });
}

beforeAll(async () => {
  await useRigRegistry();
  folder = mkdtempSync(path.join(tmpdir(), 'berth-crash-'));
  sink = createServer(() => {});
  await new Promise<void>((resolve) => {
    sink.listen(0, '127.0.0.1', resolve);
  });
  tenant = await makeTenant();
  developer = await tenant.person('developer');
  project = await tenant.project();
  await join();
});

afterAll(async () => {
  sink.close();
  rmSync(folder, { recursive: true, force: true });
  await tenant.clean();
});

describe('a console that is killed between "recorded" and "applied"', () => {
  it('has its release finished at the next start, and the audit says so', async () => {
    const apps = await makeUp('web');
    await killIn(
      'update',
      'web',
      async () => (await newest('web'))?.phase === 'recorded' && (await newest('web'))?.number === 2,
    );
    expect((await auditOf('app.update', 'web')).outcome).toBeNull();
    expect((await apps.get('web')).status).toMatchObject({ verdict: 'progressing', reason: 'Applying' });

    await restart();
    expect(await newest('web')).toMatchObject({ number: 2, phase: 'applied', message: 'interrupted' });
    expect((await auditOf('app.update', 'web')).outcome).toMatchObject({
      result: 'succeeded',
      detail: 'release 2, finished after a restart',
    });
    await apps.until('web', 'available', (status) => status.verdict === 'available' && status.release === 2);
  });

  it('has its release marked failed when the maker may no longer deploy', async () => {
    await makeUp('second');
    await killIn('update', 'second', async () => (await newest('second'))?.number === 2);
    await callAs(tenant.owner, deleteProjectMember, { params: { project, user: developer.name } });

    await restart();
    expect(await newest('second')).toMatchObject({ number: 2, phase: 'failed', verdict: 'failed' });
    const { outcome } = await auditOf('app.update', 'second');
    expect(outcome?.result).toBe('failed');
    expect(outcome?.detail).toContain('may no longer deploy');
    const seen = await appsOf(tenant.owner, project).get('second');
    expect(seen.status).toMatchObject({ verdict: 'failed', reason: 'ApplyFailed' });
    await join();
  });

  it('has a deletion carried through', async () => {
    await makeUp('third');
    const app = { name: 'third', project: { name: project } };
    await killIn('delete', 'third', async () => (await db().app.findFirst({ where: app }))?.deletingAt);

    await restart();
    expect(await db().app.findFirst({ where: app })).toBeNull();
    const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: project, name: 'third' };
    expect(await adminKube().find(ref)).toBeNull();
    expect((await auditOf('app.delete', 'third')).outcome).toMatchObject({
      result: 'succeeded',
      detail: 'finished after a restart',
    });
  });
});

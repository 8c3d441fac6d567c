import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { config } from '@/lib/config';
import { db, type User } from '@/lib/db';
import type { KubeObject } from '@/lib/kube';
import { deleteProjectMember, putProjectMember } from '@/lib/services/projects';
import { adminKube } from '@/lib/testing/admin-kube';
import { appsOf, useRigRegistry } from '@/lib/testing/apps';
import { callAs } from '@/lib/testing/people';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { waitFor } from '@/lib/testing/wait-for';
import { scaleApp, trackVerdicts } from './index';
import { pendingOf } from './pending';

let tenant: TestTenant;
let project: string;
let developer: User;
let folder: string;
let sink: Server;

/** A kubeconfig whose API server takes connections and never says a word, or one with nothing at its address. */
function deafKubeconfig(port = (sink.address() as AddressInfo).port): string {
  const settings = parse(readFileSync(config().BERTH_KUBECONFIG ?? '', 'utf8')) as {
    clusters: { cluster: { server: string } }[];
  };
  for (const { cluster } of settings.clusters) cluster.server = `https://127.0.0.1:${port}`;
  const file = path.join(folder, `deaf-${port}.yaml`);
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

/**
 * Begins an act against an API server that does not answer, and kills the process once `reached` says so. It is stopped
 * first: it may not find out about the API server meanwhile, and holds the app's lock until it is dead.
 */
async function killIn(
  act: string,
  app: string,
  reached: () => Promise<unknown>,
  meanwhile: () => Promise<unknown> = async () => undefined,
): Promise<void> {
  const child = alone(deafKubeconfig(), act, developer.id, project, app);
  const gone = ended(child);
  await waitFor(`the ${act} to be under way`, reached, { every: 10 });
  child.kill('SIGSTOP');
  await meanwhile();
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
    await killIn(
      'update',
      'second',
      async () => (await newest('second'))?.number === 2,
      // A console that runs beside this test takes the release up as soon as its maker is dead.
      () => callAs(tenant.owner, deleteProjectMember, { params: { project, user: developer.name } }),
    );

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

describe('a restart that the cluster gives no answer to', () => {
  const row = (app: string) =>
    db().app.findFirstOrThrow({ where: { name: app, project: { name: project } } });
  const annotations = async (app: string) => {
    const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: project, name: app };
    const { spec } = await adminKube().get<KubeObject & { spec: Template }>(ref);
    return spec.template.metadata.annotations ?? {};
  };
  interface Template {
    template: { metadata: { annotations?: Record<string, string> } };
  }

  it('is undone where it was surely not sent', async () => {
    await makeUp('fourth');
    const before = (await row('fourth')).desired;
    // Nothing listens there.
    await ended(alone(deafKubeconfig(9), 'restart', developer.id, project, 'fourth'));
    expect((await row('fourth')).desired).toEqual(before);
    expect((await auditOf('app.restart', 'fourth')).outcome).toMatchObject({
      result: 'failed',
      code: 'cluster.unreachable',
      before,
      after: before,
    });
  });

  it('is unknown where it may have arrived, and the next act asks the cluster first', async () => {
    const apps = await makeUp('fifth');
    await ended(alone(deafKubeconfig(), 'restart', developer.id, project, 'fifth'));
    expect((await auditOf('app.restart', 'fifth')).outcome).toMatchObject({
      result: 'unknown',
      code: 'cluster.timeout',
      after: { unknown: true },
    });
    expect(pendingOf(await row('fifth'))?.desired.restartedAt).not.toBeNull();
    await callAs(developer, scaleApp, { params: { project, app: 'fifth' }, body: { replicas: 2 } });
    expect((await row('fifth')).desired).toEqual({ replicas: 2, stopped: false, restartedAt: null });
    expect(await annotations('fifth')).toEqual({});
    await apps.until('fifth', 'two pods', (s) => s.verdict === 'available' && s.replicas.available === 2);
  });

  it('is learned by the regular look when the cluster did it all the same', async () => {
    const { id } = await row('fifth');
    const asked = { replicas: 2, stopped: false, restartedAt: null };
    const pending = { desired: asked, at: new Date().toISOString() };
    await db().app.update({
      where: { id },
      data: { desired: { ...asked, replicas: 1, pending } },
    });
    await waitFor('the scaling to be known', async () => {
      await trackVerdicts();
      return isDeepStrictEqual((await row('fifth')).desired, asked);
    });
  });

  it('is finished when the console died over it', async () => {
    await makeUp('sixth');
    await killIn('restart', 'sixth', async () => pendingOf(await row('sixth')));
    await restart();
    expect((await auditOf('app.restart', 'sixth')).outcome).toMatchObject({
      result: 'succeeded',
      detail: 'finished after a restart',
    });
    expect(Object.keys(await annotations('sixth'))).toEqual(['kubectl.kubernetes.io/restartedAt']);
    expect(pendingOf(await row('sixth'))).toBeNull();
  });
});

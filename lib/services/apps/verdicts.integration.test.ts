import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminKube } from '@/lib/testing/admin-kube';
import { appsOf, useRigRegistry } from '@/lib/testing/apps';
import { callAs } from '@/lib/testing/people';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { db, type Prisma, type Release } from '@/lib/db';
import { putProjectMember, setProjectQuota } from '@/lib/services/projects';
import { getHome } from '@/lib/services/home';
import { listAppEvents, planNewApp, rollbackApp, trackVerdicts } from './index';
import { waitFor } from '@/lib/testing/wait-for';
import { statePaths } from '../../../scripts/lib/state.mjs';

let tenant: TestTenant;
let project: string;
let apps: ReturnType<typeof appsOf>;

beforeAll(async () => {
  await useRigRegistry();
  tenant = await makeTenant();
  project = await tenant.project({ quota: { cpu: '1000', memory: '64Gi' } });
  apps = appsOf(tenant.owner, project);
});

afterAll(async () => {
  await tenant.clean();
});

const restartsOf = (release: { verdictData: unknown }) =>
  (release.verdictData as { params: Record<string, string> }).params['restarts'];
const shell = (script: string) => ({ image: 'samples/busybox:1', command: ['sh', '-c', script] });

interface Case {
  name: string;
  body: Record<string, unknown>;
  reason: string;
  says: RegExp;
  evidence: RegExp;
}

const cases: Case[] = [
  {
    name: 'crash',
    body: shell('echo config.yaml: no such file; exit 3'),
    reason: 'CrashLoopBackOff',
    says: /exit code 3/,
    evidence: /"kind":"log".*config\.yaml: no such file/,
  },
  {
    name: 'finish',
    body: shell('echo done'),
    reason: 'Completed',
    says: /finishes by itself/,
    evidence: /done/,
  },
  {
    name: 'oom',
    body: {
      ...shell('x=0123456789abcdef; while true; do x=$x$x; done'),
      resources: { memoryLimit: '32Mi' },
    },
    reason: 'OOMKilled',
    says: /limit 32Mi/,
    evidence: /OOMKilled/,
  },
  {
    name: 'huge',
    body: { image: 'samples/web:1', resources: { cpuRequest: '400', cpuLimit: '400' } },
    reason: 'Unschedulable',
    says: /asks for 400 CPU; the largest node has \d/,
    evidence: /FailedScheduling|Unschedulable/,
  },
  {
    name: 'deaf',
    body: { image: 'samples/web:1', readiness: { kind: 'http', port: 9, path: '/' } },
    reason: 'ProbeFailed',
    says: /readiness check \(GET \/ on port 9\) .* connection refused/,
    evidence: /Unhealthy/,
  },
  {
    name: 'killed',
    body: { ...shell('sleep 600'), liveness: { kind: 'command', command: ['false'] } },
    reason: 'ProbeFailed',
    says: /The liveness check \(false\) of pod \S+ fails while the program starts and says nothing/,
    evidence: /Unhealthy/,
  },
  {
    name: 'nosecret',
    body: { image: 'samples/web:1', env: [{ name: 'TOKEN', secret: { name: 'gone', key: 'token' } }] },
    reason: 'CreateContainerConfigError',
    says: /secret "gone" not found/,
    evidence: /CreateContainerConfigError/,
  },
  {
    name: 'nobinary',
    body: { image: 'samples/web:1', command: ['/nope'] },
    reason: 'RunContainerError',
    says: /\/nope/,
    evidence: /StartError|RunContainerError/,
  },
];

describe('what goes wrong is told with its cause', () => {
  it.concurrent.each(cases)('$name', async ({ name, body, reason, says, evidence }) => {
    await apps.create({ name, ...body });
    const seen = await apps.until(name, reason, (status) => status.reason === reason);
    expect(seen.status.message).toMatch(says);
    expect(JSON.stringify(seen.status.evidence)).toMatch(evidence);
    const lasting = name === 'killed' ? 'progressing' : 'failed';
    await apps.until(name, lasting, (status) => status.verdict === lasting);
  });
});

describe('an update that can’t come up', () => {
  it('has failed, says why, and the release before serves on; the next one mends it', async () => {
    await apps.create({ name: 'web', image: 'samples/web:1' });
    await apps.until('web', 'available', (status) => status.verdict === 'available');
    await apps.update('web', { command: ['/web', '--nope'], env: [{ name: 'PORT', value: 'x' }] });
    const failed = await apps.until('web', 'failed', (status) => status.verdict === 'failed');
    expect(failed.status).toMatchObject({
      reason: 'CrashLoopBackOff',
      release: 2,
      servingRelease: 1,
      replicas: { available: 0, serving: 1 },
    });
    expect(failed.status.message).toMatch(
      /^Release #2 failed; #1 still serves with 1 pod\. Container web ends/,
    );
    const row = await waitFor('the verdict on the row', async () => {
      await trackVerdicts();
      const release = await db().release.findFirst({
        where: { number: 2, app: { name: 'web', project: { name: project } } },
      });
      return release?.verdict === 'failed' ? release : null;
    });
    expect(row.verdictData).toMatchObject({ reason: 'CrashLoopBackOff', availableAt: null });
    // What the row tells goes on with the cluster, while the verdict is as old as it is.
    const later = await waitFor('more restarts on the row', async () => {
      await trackVerdicts();
      const release = await db().release.findUniqueOrThrow({ where: { id: row.id } });
      return Number(restartsOf(release)) > Number(restartsOf(row)) ? release : null;
    });
    expect(later.verdictAt).toEqual(row.verdictAt);
    const home = await callAs(tenant.owner, getHome);
    expect(home.needs.find((need) => need.app === 'web')).toMatchObject({
      kind: 'app-failed',
      outage: false,
      params: { restarts: restartsOf(later), serving: '1', servingRelease: '1' },
    });
    await apps.update('web', { command: [], env: [] });
    await apps.until('web', 'mended', (status) => status.verdict === 'available' && status.release === 3);
  });

  it('says that an image is gone', async () => {
    await apps.create({ name: 'pull', image: 'samples/web:1' });
    await apps.until('pull', 'available', (status) => status.verdict === 'available');
    // A digest that the registry lost after it was pinned.
    const absent = `sha256:${'0'.repeat(64)}`;
    const release = await db().release.findFirstOrThrow({
      where: { app: { name: 'pull', project: { name: project } } },
    });
    await db().release.update({
      where: { id: release.id },
      data: { reference: release.reference.replace(/sha256:.*/, absent) },
    });
    await apps.update('pull', { message: 'again' });
    const failed = await apps.until('pull', 'failed', (status) => status.verdict === 'failed');
    expect(failed.status.reason).toBe('ImagePullBackOff');
    expect(failed.status.message).toMatch(/not found/);
    expect(failed.status.evidence.map((each) => each.kind)).toContain('event');
    // The kubelet goes on to say nothing but "Error: ImagePullBackOff"; the cause stays told.
    await waitFor('an event that says nothing', async () => {
      const { items } = await callAs(tenant.owner, listAppEvents, { params: apps.params('pull') });
      return items.some((event) => event.message === 'Error: ImagePullBackOff');
    });
    const { status } = await apps.until('pull', 'in back-off', (seen) =>
      seen.evidence.some((each) => each.reason === 'ImagePullBackOff'),
    );
    expect(status.message).toMatch(/can’t be pulled: .*not found$/);
    expect(status.message).not.toMatch(/[0-9a-f]{64}/);
    expect(JSON.stringify(status.evidence)).not.toContain('"Error: ImagePullBackOff"');
  });
});

describe('what only shows when the pods are made', () => {
  /** Changes the newest release behind the console's back and deploys it anew. */
  async function tamper(app: string, change: (release: Release) => Prisma.ReleaseUpdateInput) {
    await apps.create({ name: app, image: 'samples/web:1' });
    await apps.until(app, 'available', (status) => status.verdict === 'available');
    const release = await db().release.findFirstOrThrow({
      where: { app: { name: app, project: { name: project } } },
    });
    await db().release.update({ where: { id: release.id }, data: change(release) });
    await apps.update(app, { message: 'again' });
  }

  it('is told: the registry is down', async () => {
    await tamper('away', ({ reference }) => ({
      reference: reference
        .replace(/^[^/]+/, '10.99.0.1:5999')
        .replace(/sha256:.*/, `sha256:${'1'.repeat(64)}`),
    }));
    const seen = await apps.until('away', 'told', (status) => status.reason === 'ImagePullBackOff');
    expect(seen.status.message).toMatch(/10\.99\.0\.1:5999.*connection refused/s);
    const failed = await apps.until('away', 'failed', (status) => status.verdict === 'failed');
    expect(failed.status.evidence.map((each) => each.kind)).toContain('event');
  });
});

describe('last lines', () => {
  it('are for those who may read logs', async () => {
    const viewer = await tenant.person('viewer');
    const rights = { logs: false, exec: false, secrets: false };
    await callAs(tenant.owner, putProjectMember, {
      params: { project, user: viewer.name },
      body: { role: 'viewer', rights },
    });
    const seen = await appsOf(viewer, project).get('crash');
    expect(seen.status.reason).toBe('CrashLoopBackOff');
    expect(JSON.stringify(seen.status.evidence)).not.toContain('config.yaml');
  });
});

describe('quota', () => {
  it('is a finding of the plan and the cause of a failed release', async () => {
    const tight = await tenant.project({ quota: { pods: 1 } });
    const body = { name: 'web', image: 'samples/web:1', replicas: 2 };
    const plan = await callAs(tenant.owner, planNewApp, { params: { project: tight }, body });
    expect(plan.findings).toContainEqual(expect.objectContaining({ kind: 'quota', field: 'replicas' }));
    expect(plan.quota.pods).toEqual({ used: '0', added: '2', hard: '1' });
    const there = appsOf(tenant.owner, tight);
    await there.create(body);
    const failed = await there.until('web', 'failed', (status) => status.verdict === 'failed');
    expect(failed.status.reason).toBe('Quota');
    expect(failed.status.message).toContain('1 of 1 pods are there');
    await callAs(tenant.admin, setProjectQuota, { params: { project: tight }, body: { pods: 5 } });
  });
});

describe('somebody else', () => {
  const kubectl = (...args: string[]) =>
    execFileSync(statePaths().kubectl, ['-n', project, ...args], {
      env: { ...process.env, KUBECONFIG: statePaths().adminKubeconfig },
    });

  it('changes image and number of pods, which is said, and the release is put back', async () => {
    const made = await apps.create({ name: 'drift', image: 'samples/web:1' });
    await apps.until('drift', 'available', (status) => status.verdict === 'available');
    const release = await db().release.findFirstOrThrow({
      where: { number: 1, app: { name: 'drift', project: { name: project } } },
    });
    const other = release.reference.replace(/@.*$/, ':2');
    kubectl('set', 'image', 'deployment/drift', `drift=${other}`);
    const seen = await apps.until('drift', 'changed', (status) => status.reason === 'ChangedOutside');
    expect(seen.status).toMatchObject({
      verdict: 'degraded',
      release: 1,
      replicas: { serving: 1 },
      drift: [{ field: 'containers[drift].image', by: 'kubectl-set', released: made.image, now: other }],
    });
    kubectl('scale', 'deployment/drift', '--replicas=2');
    await apps.until('drift', 'scaled', (status) => status.drift.some(({ field }) => field === 'replicas'));
    await callAs(tenant.owner, rollbackApp, { params: apps.params('drift'), body: { release: 1 } });
    const back = await apps.until('drift', 'put back', (status) => status.verdict === 'available');
    expect(back.status).toMatchObject({ release: 2, drift: [], replicas: { desired: 1, available: 1 } });
  });

  it('deletes the Deployment, which is said', async () => {
    await apps.create({ name: 'lost', image: 'samples/web:1' });
    await apps.until('lost', 'available', (status) => status.verdict === 'available');
    await adminKube().delete({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: project, name: 'lost' });
    const seen = await apps.until('lost', 'missing', (status) => status.reason === 'Missing');
    expect(seen.status.verdict).toBe('failed');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminKube } from '@/lib/testing/admin-kube';
import { appsOf, useRigRegistry } from '@/lib/testing/apps';
import { callAs } from '@/lib/testing/people';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { db, type Prisma, type Release } from '@/lib/db';
import { putProjectMember, setProjectQuota } from '@/lib/services/projects';
import { trackVerdicts, planNewApp } from './index';
import { waitFor } from '@/lib/testing/wait-for';

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
    says: /Insufficient cpu/,
    evidence: /FailedScheduling|Unschedulable/,
  },
  {
    name: 'deaf',
    body: { image: 'samples/web:1', readiness: { kind: 'http', port: 9, path: '/' } },
    reason: 'ProbeFailed',
    says: /readiness check .* connection refused/,
    evidence: /Unhealthy/,
  },
  {
    name: 'killed',
    body: { ...shell('sleep 600'), liveness: { kind: 'command', command: ['false'] } },
    reason: 'ProbeFailed',
    says: /startup check/,
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
    expect(failed.status).toMatchObject({ reason: 'CrashLoopBackOff', release: 2 });
    const row = await waitFor('the verdict on the row', async () => {
      await trackVerdicts();
      const release = await db().release.findFirst({
        where: { number: 2, app: { name: 'web', project: { name: project } } },
      });
      return release?.verdict === 'failed' ? release : null;
    });
    expect(row.verdictData).toMatchObject({ reason: 'CrashLoopBackOff', availableAt: null });
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
    expect(failed.status.message).toContain('exceeded quota');
    await callAs(tenant.admin, setProjectQuota, { params: { project: tight }, body: { pods: 5 } });
  });
});

describe('somebody else', () => {
  it('deletes the Deployment, which is said', async () => {
    await apps.create({ name: 'lost', image: 'samples/web:1' });
    await apps.until('lost', 'available', (status) => status.verdict === 'available');
    await adminKube().delete({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: project, name: 'lost' });
    const seen = await apps.until('lost', 'missing', (status) => status.reason === 'Missing');
    expect(seen.status.verdict).toBe('failed');
  });
});

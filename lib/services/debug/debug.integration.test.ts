import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { User } from '@/lib/db';
import { kubeGroups, kubeUser } from '@/lib/domain/access';
import { asUser, DEFAULT_CLUSTER, type KubeObject } from '@/lib/kube';
import { listAppPods } from '@/lib/services/apps';
import { putProjectMember, updateProject } from '@/lib/services/projects';
import { adminKube } from '@/lib/testing/admin-kube';
import { appsOf, useRigRegistry } from '@/lib/testing/apps';
import { callAs } from '@/lib/testing/people';
import { openShellSocket, startGateway } from '@/lib/testing/shell-client';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { tokenFor } from '@/lib/testing/api';
import { waitFor } from '@/lib/testing/wait-for';
import { listDebugContainers, startDebugContainer } from './index';

let tenant: TestTenant;
let project: string;
let pod: string;
let developer: User;
let gateway: Awaited<ReturnType<typeof startGateway>>;

interface PodBody extends KubeObject {
  spec: { ephemeralContainers?: Record<string, unknown>[] };
}
const podRef = () => ({ apiVersion: 'v1', kind: 'Pod', namespace: project, name: pod });
const start = (person: Pick<User, 'id'>, body: object = {}) =>
  callAs(person, startDebugContainer, { params: { project, pod }, body });

beforeAll(async () => {
  gateway = await startGateway();
  await useRigRegistry();
  tenant = await makeTenant();
  project = await tenant.project();
  // The strictest level: what a debug container must meet, it must meet here.
  await callAs(tenant.admin, updateProject, { params: { project }, body: { podSecurity: 'restricted' } });
  developer = await tenant.person('developer');
  await callAs(tenant.owner, putProjectMember, {
    params: { project, user: developer.name },
    body: { role: 'developer' },
  });
  const apps = appsOf(developer, project);
  await apps.create({ name: 'bare', image: 'samples/static:1' });
  await apps.until('bare', 'available', ({ verdict }) => verdict === 'available');
  const { items } = await callAs(developer, listAppPods, { params: { project, app: 'bare' } });
  pod = items[0]?.name ?? '';
});

afterAll(async () => {
  gateway.close();
  await tenant.clean();
});

describe('a debug container', () => {
  it('is made once for all who ask, runs as the target’s user, and disturbs no verdict', async () => {
    const [first, second] = await Promise.all([start(developer), start(tenant.owner)]);
    expect(second.name).toBe(first.name);
    expect(first).toMatchObject({ target: 'bare', state: 'running' });
    expect(first.image).toMatch(/samples\/busybox@sha256:/);
    expect((await start(developer, { container: 'bare', image: 'samples/busybox:1' })).name).toBe(first.name);

    const body = await adminKube().get<PodBody>(podRef());
    expect(body.spec.ephemeralContainers).toHaveLength(1);
    expect(body.spec.ephemeralContainers?.[0]).toMatchObject({
      securityContext: { runAsUser: 65532, runAsNonRoot: true, capabilities: { drop: ['ALL'] } },
    });
    expect((await callAs(developer, listDebugContainers, { params: { project, pod } })).items).toMatchObject([
      { name: first.name, state: 'running' },
    ]);
    const app = await appsOf(developer, project).get('bare');
    expect(app.status).toMatchObject({ verdict: 'available' });
    const pods = await waitFor('the row to show it', async () => {
      const { items } = await callAs(developer, listAppPods, { params: { project, app: 'bare' } });
      return items.some(({ debug }) => debug.length > 0) ? items : null;
    });
    expect(pods[0]).toMatchObject({ ready: true, restarts: 0, debug: [{ name: first.name }] });
    expect(pods[0]?.containers).toHaveLength(1);
  });

  it('gives a shell that sees the processes and files of its target', async () => {
    const { name } = await start(developer);
    const shell = await openShellSocket({
      port: gateway.port,
      project,
      pod,
      token: await tokenFor(developer),
      query: `?container=${name}`,
    });
    shell.type('tr "\\0" " " < /proc/1/cmdline; ls /proc/1/root; echo "user=$(id -u)"\r');
    await waitFor('the target’s files', () => /web\s[^]*user=65532/.exec(shell.screen()), { every: 50 });
    shell.type('exit\r');
    expect(await shell.ended).toMatchObject({ exitCode: 0 });
  });

  it('says what is wrong with what was asked for', async () => {
    await expect(start(developer, { container: 'none' })).rejects.toMatchObject({
      code: 'resource.not_found',
    });
    await expect(start(developer, { image: 'samples/none:1' })).rejects.toMatchObject({
      code: 'image.not_found',
    });
    await expect(start(developer, { image: 'samples/static:1' })).rejects.toMatchObject({
      code: 'debug.no_shell',
    });
  });
});

describe('the cluster itself', () => {
  const patch = async (change: Record<string, unknown>) => {
    const body = await adminKube().get<PodBody>(podRef());
    const before = body.spec.ephemeralContainers ?? [];
    const [model] = before;
    const access = { role: 'viewer', rights: { logs: false, exec: true, secrets: false } } as const;
    const client = asUser(DEFAULT_CLUSTER, {
      user: kubeUser(developer.id),
      groups: kubeGroups(project, access),
    });
    const added = { ...model, name: `debug-it${before.length}`, ...change };
    await client.patch(
      podRef(),
      {
        metadata: { resourceVersion: body.metadata.resourceVersion },
        spec: { ephemeralContainers: [...before, added] },
      },
      { subresource: 'ephemeralcontainers' },
    );
  };
  const secret = { name: 'A', valueFrom: { secretKeyRef: { name: 'any', key: 'any' } } };

  it.each([
    ['a Secret in its environment', { env: [secret] }, /no environment/],
    ['all of a Secret', { envFrom: [{ secretRef: { name: 'any' } }] }, /no environment/],
    ['a mount', { volumeMounts: [{ name: 'x', mountPath: '/x' }] }, /mounts nothing|volume/],
    ['a tag', { image: '10.99.0.1:5000/samples/busybox:1' }, /digest/],
    ['another name', { name: 'helper' }, /named debug-/],
    ['no target', { targetContainerName: undefined }, /names the container/],
    ['no security context', { securityContext: undefined }, /numbered user|PodSecurity|restricted/],
  ])('refuses one with %s to who may open shells', async (_, change, why) => {
    await start(developer);
    await expect(patch(change)).rejects.toMatchObject({ message: expect.stringMatching(why) as string });
  });
});

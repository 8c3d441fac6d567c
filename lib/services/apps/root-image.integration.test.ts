import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statusText } from '@/lib/domain/app';
import { updateProject } from '@/lib/services/projects';
import { appsOf, rigRegistry, useRigRegistry } from '@/lib/testing/apps';
import { uniqueName } from '@/lib/testing/names';
import { callAs } from '@/lib/testing/people';
import { pushImage } from '@/lib/testing/registry-process';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { planNewApp } from './index';

const REPOSITORY = 'samples/busybox';
/** What an image may say of its user and still run as root, or as a name that no kubelet can look up. */
const USERS = { root: '', zero: '0:0', named: 'nginx' };

const pushed: string[] = [];
let tenant: TestTenant;
let project: string;
let apps: ReturnType<typeof appsOf>;

/** Pushes an image of that user, under a tag of its own. No pod of it will ever be made: nothing is in it. */
async function pushAs(user: string): Promise<string> {
  const tag = uniqueName('root');
  const config = { created: '2000-01-01T00:00:00Z', author: tag, config: { User: user, Cmd: ['sh'] } };
  const digest = await pushImage(rigRegistry().url, authorization(), {
    repository: REPOSITORY,
    tags: [tag],
    images: [{ platform: `linux/${process.arch === 'x64' ? 'amd64' : process.arch}`, config }],
  });
  pushed.push(digest);
  return `${REPOSITORY}:${tag}`;
}

function authorization(): string {
  const { username, password } = rigRegistry();
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

beforeAll(async () => {
  await useRigRegistry();
  tenant = await makeTenant();
  project = await tenant.project();
  apps = appsOf(tenant.owner, project);
  await callAs(tenant.admin, updateProject, { params: { project }, body: { podSecurity: 'restricted' } });
});

afterAll(async () => {
  for (const digest of pushed) {
    await fetch(`${rigRegistry().url}/v2/${REPOSITORY}/manifests/${digest}`, {
      method: 'DELETE',
      headers: { authorization: authorization() },
    });
  }
  await tenant.clean();
});

const PLAIN = /“restricted”, and the image does not say that it runs as a numbered user other than root/;

describe('an image that needs root in a restricted project', () => {
  it.each(Object.entries(USERS))(
    'is told in the plan, with the field that mends it: %s',
    async (name, user) => {
      const image = await pushAs(user);
      const plan = await callAs(tenant.owner, planNewApp, { params: { project }, body: { name, image } });
      const errors = plan.findings.filter(({ severity }) => severity === 'error');
      expect(errors).toMatchObject([{ kind: 'policy', field: 'image', params: { level: 'restricted' } }]);
      expect(errors[0]?.message).toMatch(PLAIN);
      // The API server's own warning names settings that nobody here can make: it is not told beside.
      expect(plan.findings).toHaveLength(1);
    },
  );

  it('says so when it is deployed all the same, and runs when an image without root is released', async () => {
    await apps.create({ name: 'rooted', image: await pushAs('') });
    const { status } = await apps.until('rooted', 'refused', ({ verdict }) => verdict === 'failed');
    expect(status.reason).toBe('PodSecurity');
    expect(status.message).toMatch(PLAIN);
    expect(statusText(status, 'zh')).toContain('镜像没有声明以非 root 的数字用户运行');
    // What the cluster said stands below, in its own words.
    expect(JSON.stringify(status.evidence)).toMatch(/violates PodSecurity .*restricted/);
    await apps.update('rooted', { image: 'samples/web:1' });
    await apps.until('rooted', 'available', ({ verdict }) => verdict === 'available');
  });
});

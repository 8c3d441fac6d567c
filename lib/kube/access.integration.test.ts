import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kubeGroups } from '@/lib/domain/access';
import { makeKubeProject, projectBinding, removeKubeProject } from '@/lib/testing/kube-project';
import { uniqueName } from '@/lib/testing/names';
import { waitFor } from '@/lib/testing/wait-for';
import {
  asConsole,
  asUser,
  clusterCache,
  DEFAULT_CLUSTER,
  forgetImpersonable,
  type KubeObject,
} from './index';
import { transportOf } from './transport';

const namespace = uniqueName('kube');
const user = `berth:user:${uniqueName('u')}`;
const console_ = asConsole(DEFAULT_CLUSTER);

interface Review extends KubeObject {
  status: { userInfo: { username: string; groups: string[] } };
}

async function whoAmI(groups: string[]): Promise<Review['status']['userInfo']> {
  const review = await asUser(DEFAULT_CLUSTER, { user, groups }).create<Review>({
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'SelfSubjectReview',
    metadata: { name: '' },
  });
  return review.status.userInfo;
}

const binding = (part: string) => projectBinding(namespace, part);

beforeAll(() => makeKubeProject(namespace));
afterAll(() => removeKubeProject(namespace, [user]));

describe('impersonation', () => {
  it('carries every group to the API server', async () => {
    const groups = kubeGroups(namespace, {
      role: 'developer',
      rights: { logs: true, exec: true, secrets: false },
    });
    const seen = await whoAmI(groups);
    expect(seen.username).toBe(user);
    expect(seen.groups).toEqual(expect.arrayContaining(groups));
    expect(groups).toHaveLength(3);
  });

  it('is judged by RBAC with exactly those groups', async () => {
    const viewer = asUser(DEFAULT_CLUSTER, { user, groups: [`berth:project:${namespace}:viewer`] });
    const both = asUser(DEFAULT_CLUSTER, {
      user,
      groups: [`berth:project:${namespace}:viewer`, `berth:project:${namespace}:secrets`],
    });
    const secrets = { apiVersion: 'v1', kind: 'Secret', namespace };
    await waitFor('the binding', () =>
      viewer.list({ apiVersion: 'v1', kind: 'Pod', namespace }).then(() => true),
    );
    await expect(viewer.list(secrets)).rejects.toMatchObject({ code: 'cluster.forbidden' });
    await expect(both.list(secrets)).resolves.toBeInstanceOf(Array);
    const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x', namespace } };
    await expect(viewer.apply(configMap)).rejects.toMatchObject({ code: 'cluster.forbidden' });
  });

  it('is given to new people by itself, many at once', async () => {
    const people = Array.from({ length: 6 }, () => `berth:user:${uniqueName('new')}`);
    const groups = [`berth:project:${namespace}:viewer`];
    const answers = await Promise.all(
      // Two calls of each: the second one finds its name on the list before the API server judges by it.
      [...people, ...people].map((user) =>
        asUser(DEFAULT_CLUSTER, { user, groups }).list({ apiVersion: 'v1', kind: 'Pod', namespace }),
      ),
    );
    expect(answers).toHaveLength(12);
    await forgetImpersonable(DEFAULT_CLUSTER, people, []);
  });

  it('ends at the project: another namespace refuses', async () => {
    const developer = asUser(DEFAULT_CLUSTER, { user, groups: [`berth:project:${namespace}:developer`] });
    await expect(
      developer.list({ apiVersion: 'v1', kind: 'Pod', namespace: 'kube-system' }),
    ).rejects.toMatchObject({
      code: 'cluster.forbidden',
    });
  });

  it.each(['../secrets', 'a/b', 'a%2fb', 'a b', '..', 'a\u0000b'])(
    'refuses the name %j before it is sent',
    async (name) => {
      await expect(console_.get({ apiVersion: 'v1', kind: 'Pod', namespace, name })).rejects.toMatchObject({
        code: 'cluster.invalid',
      });
    },
  );
});

describe("the console's own identity", () => {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'pull', namespace },
    stringData: { a: 'b' },
  };

  it('makes Secrets but reads none', async () => {
    await console_.create(secret);
    const ref = { apiVersion: 'v1', kind: 'Secret', namespace };
    const forbidden = { code: 'cluster.forbidden' };
    await expect(console_.get({ ...ref, name: 'pull' })).rejects.toMatchObject(forbidden);
    await expect(console_.list(ref)).rejects.toMatchObject(forbidden);
    await expect(console_.list({ apiVersion: 'v1', kind: 'Secret' })).rejects.toMatchObject(forbidden);
    const watching = console_.raw(`/api/v1/namespaces/${namespace}/secrets?watch=true&timeoutSeconds=1`);
    await expect(watching).rejects.toMatchObject(forbidden);
    await expect(console_.patch({ ...ref, name: 'pull' }, {})).rejects.toMatchObject(forbidden);
    await expect(console_.apply({ ...secret, stringData: {} })).rejects.toMatchObject(forbidden);
    await expect(console_.delete({ ...ref, name: 'pull' })).rejects.toMatchObject(forbidden);
  });

  it.each([
    { user: 'admin', groups: ['system:masters'] },
    { user: 'system:kube-controller-manager', groups: [] },
    { user: 'system:serviceaccount:kube-system:default', groups: [] },
    { user, groups: ['system:masters'] },
  ])('may not speak for $user in $groups', async (identity) => {
    const transport = transportOf(DEFAULT_CLUSTER);
    await expect(transport.json(identity, { path: '/api/v1/namespaces' })).rejects.toMatchObject({
      code: 'cluster.forbidden',
    });
  });

  it('cannot put other names on its list', async () => {
    const ref = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      name: 'berth-impersonation',
    };
    const role = await console_.get(ref);
    const rule = {
      apiGroups: [''],
      resources: ['groups'],
      verbs: ['impersonate'],
      resourceNames: ['system:masters'],
    };
    await expect(console_.replace({ ...role, rules: [rule] })).rejects.toThrow(
      /berth-impersonation holds nothing but/,
    );
    await expect(
      console_.replace({ ...role, rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }] }),
    ).rejects.toThrow(/berth-impersonation holds nothing but/);
  });

  it.each([
    { kind: 'ServiceAccount', name: 'berth-console', namespace: 'berth-system' },
    { kind: 'User', name: user, apiGroup: 'rbac.authorization.k8s.io' },
    { kind: 'Group', name: 'system:serviceaccounts', apiGroup: 'rbac.authorization.k8s.io' },
    { kind: 'Group', name: 'berth:project:another:secrets', apiGroup: 'rbac.authorization.k8s.io' },
    {
      kind: 'Group',
      name: `berth:project:${namespace}:viewer`,
      apiGroup: 'rbac.authorization.k8s.io',
    },
  ])('gives the role berth-secrets not to $kind $name', async (subject) => {
    const bind = console_.create({
      ...binding('secrets'),
      metadata: { name: uniqueName('bind'), namespace },
      subjects: [subject],
    });
    await expect(bind).rejects.toThrow(/binds a role only to the group of its name/);
  });

  it.each(['cluster-admin', 'admin', 'berth-console'])('binds nobody to %s', async (name) => {
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name };
    const metadata = { name: uniqueName('bind'), namespace };
    await expect(console_.create({ ...binding('viewer'), metadata, roleRef })).rejects.toThrow(
      /attempting to grant|binds only the roles of projects/,
    );
  });

  it.each(['kube-system', 'default', 'berth-system'])('writes nothing in %s', async (home) => {
    await expect(console_.create({ ...secret, metadata: { name: 'x', namespace: home } })).rejects.toThrow(
      /only in namespaces labelled/,
    );
    await expect(console_.apply(projectBinding(home, 'viewer'))).rejects.toThrow(
      /only in namespaces labelled/,
    );
  });

  it('neither makes nor takes over namespaces of others', async () => {
    const foreign = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: uniqueName('foreign') } };
    await expect(console_.create(foreign)).rejects.toThrow(/makes only namespaces/);
    await expect(
      console_.apply({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'default', labels: { 'berth.dev/managed': 'true' } },
      }),
    ).rejects.toThrow(/touches only namespaces/);
    await expect(console_.delete({ apiVersion: 'v1', kind: 'Namespace', name: 'default' })).rejects.toThrow();
  });
});

describe('shared caches', () => {
  it('show what is added, changed and deleted', async () => {
    const cache = clusterCache(DEFAULT_CLUSTER);
    const seen: string[] = [];
    await cache.quotas.list(namespace);
    const end = cache.quotas.subscribe(namespace, (change) => {
      if (change.type !== 'fresh') seen.push(change.type);
    });
    const quota = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'q', namespace },
      spec: { hard: { pods: '3' } },
    };
    await console_.apply(quota);
    await waitFor('the row', async () => (await cache.quotas.get(namespace, 'q'))?.hard['pods'] === '3');
    await console_.apply({ ...quota, spec: { hard: { pods: '4' } } });
    await waitFor('the change', async () => (await cache.quotas.get(namespace, 'q'))?.hard['pods'] === '4');
    await console_.delete({ apiVersion: 'v1', kind: 'ResourceQuota', namespace, name: 'q' });
    await waitFor('its end', async () => (await cache.quotas.get(namespace, 'q')) === undefined);
    end();
    expect(seen.at(0)).toBe('set');
    expect(seen.at(-1)).toBe('delete');
    expect(cache.quotas.fresh()).toEqual({ synced: true, staleSince: null });
  });
});

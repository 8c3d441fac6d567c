import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allKubeGroups } from '@/lib/domain/access';
import { makeKubeProject, removeKubeProject } from '@/lib/testing/kube-project';
import { uniqueName } from '@/lib/testing/names';
import { waitFor } from '@/lib/testing/wait-for';
import { asUser, DEFAULT_CLUSTER, ensureImpersonable } from './index';

const namespace = uniqueName('roles');
const user = `berth:user:${uniqueName('u')}`;
const as = (part: string) =>
  asUser(DEFAULT_CLUSTER, { user, groups: [`berth:project:${namespace}:${part}`] });
const pods = { apiVersion: 'v1', kind: 'Pod', namespace };
const labels = { app: 'x' };

/** What can be applied in a project, or should not. */
const MANIFESTS: Record<string, { apiVersion: string; [key: string]: unknown }> = {
  Deployment: {
    apiVersion: 'apps/v1',
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'x', image: 'x' }] } },
    },
  },
  Service: { apiVersion: 'v1', spec: { selector: labels, ports: [{ port: 80 }] } },
  ConfigMap: { apiVersion: 'v1', data: {} },
  Secret: { apiVersion: 'v1', stringData: { a: 'b' } },
  ResourceQuota: { apiVersion: 'v1', spec: { hard: { pods: '1000' } } },
  LimitRange: { apiVersion: 'v1', spec: { limits: [] } },
  ServiceAccount: { apiVersion: 'v1' },
  NetworkPolicy: { apiVersion: 'networking.k8s.io/v1', spec: { podSelector: {} } },
  RoleBinding: {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'berth-exec' },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: user }],
  },
  Role: { apiVersion: 'rbac.authorization.k8s.io/v1', rules: [] },
};
const APPLIES: Record<string, string[]> = {
  viewer: [],
  logs: [],
  exec: [],
  secrets: ['Secret'],
  developer: ['Deployment', 'Service', 'ConfigMap'],
  owner: ['Deployment', 'Service', 'ConfigMap'],
};
const READS_PODS = ['viewer', 'developer', 'owner'];
const cases = Object.keys(APPLIES).flatMap((part) =>
  Object.keys(MANIFESTS).map((kind) => ({ part, kind, may: APPLIES[part]?.includes(kind) ?? false })),
);

beforeAll(async () => {
  await makeKubeProject(namespace);
  await ensureImpersonable(DEFAULT_CLUSTER, [user], allKubeGroups(namespace));
  for (const part of READS_PODS) {
    await waitFor(`the binding of ${part}`, () =>
      as(part)
        .list(pods)
        .then(() => true),
    );
  }
});

afterAll(() => removeKubeProject(namespace, [user]));

describe('the roles and rights of a project', () => {
  it.each(cases)('$part applies $kind: $may', async ({ part, kind, may }) => {
    const manifest = MANIFESTS[kind];
    const object = { ...manifest, apiVersion: manifest?.apiVersion ?? '', kind };
    const metadata = { name: 'x', namespace };
    const applying = as(part).apply({ ...object, metadata }, { dryRun: true });
    if (may) await expect(applying).resolves.toMatchObject({ kind });
    else await expect(applying).rejects.toMatchObject({ code: 'cluster.forbidden' });
  });

  it.each(Object.keys(APPLIES))('%s reads pods only with a role', async (part) => {
    const reading = as(part).list(pods);
    if (READS_PODS.includes(part)) await expect(reading).resolves.toEqual([]);
    else await expect(reading).rejects.toMatchObject({ code: 'cluster.forbidden' });
  });

  it.each(Object.keys(APPLIES))('%s touches no namespace, node or cluster role', async (part) => {
    const client = as(part);
    const forbidden = { code: 'cluster.forbidden' };
    const home = { apiVersion: 'v1', kind: 'Namespace', name: namespace };
    await expect(client.patch(home, { metadata: { labels: { x: 'y' } } })).rejects.toMatchObject(forbidden);
    await expect(client.delete(home)).rejects.toMatchObject(forbidden);
    await expect(client.list({ apiVersion: 'v1', kind: 'Node' })).rejects.toMatchObject(forbidden);
    await expect(client.list({ apiVersion: 'v1', kind: 'Pod' })).rejects.toMatchObject(forbidden);
    const roles = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole' };
    await expect(client.get({ ...roles, name: 'berth-impersonation' })).rejects.toMatchObject(forbidden);
  });
});

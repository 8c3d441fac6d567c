import { allKubeGroups } from '@/lib/domain/access';
import { asConsole, DEFAULT_CLUSTER, forgetImpersonable, type KubeObject } from '@/lib/kube';
import { adminKube } from './admin-kube';

/** A RoleBinding as projects have it: of a role or right to its group. */
export function projectBinding(namespace: string, part: string): KubeObject {
  const apiGroup = 'rbac.authorization.k8s.io';
  return {
    apiVersion: `${apiGroup}/v1`,
    kind: 'RoleBinding',
    metadata: { name: `berth-${part}`, namespace },
    roleRef: { apiGroup, kind: 'ClusterRole', name: `berth-${part}` },
    subjects: [{ apiGroup, kind: 'Group', name: `berth:project:${namespace}:${part}` }],
  };
}

/** A project as the cluster sees it, made by the console, with no row in the database. */
export async function makeKubeProject(namespace: string): Promise<void> {
  const kube = asConsole(DEFAULT_CLUSTER);
  await kube.create({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace, labels: { 'berth.dev/managed': 'true' } },
  });
  for (const group of allKubeGroups(namespace)) {
    await kube.apply(projectBinding(namespace, group.slice(group.lastIndexOf(':') + 1)));
  }
}

/** Deletes it, and takes it and these users off the list of whom the console may impersonate. */
export async function removeKubeProject(namespace: string, users: string[]): Promise<void> {
  await adminKube().delete({ apiVersion: 'v1', kind: 'Namespace', name: namespace });
  await forgetImpersonable(DEFAULT_CLUSTER, users, allKubeGroups(namespace));
}

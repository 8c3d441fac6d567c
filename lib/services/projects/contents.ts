import { getProjectContents as operation } from '@/lib/contract/projects';
import { db } from '@/lib/db';
import { can } from '@/lib/domain/access';
import { isProblem } from '@/lib/domain/problem';
import type { KubeClient, KubeObject } from '@/lib/kube';
import { kubeAs, projectOf, useCase } from '@/lib/services/kernel';

/** Counts what would go with the project; null is what the caller may not see or the cluster does not have yet. */
export const getProjectContents = useCase(operation, {
  run: async (context) => {
    const row = projectOf(context);
    const kube = kubeAs(context.principal, row);
    const count = async (kind: string, notOurs?: (object: KubeObject) => boolean) =>
      countOf(kube, row.name, kind, notOurs);
    const [apps, members, pods, services, volumes, configMaps, secrets] = await Promise.all([
      db().app.count({ where: { projectId: row.id } }),
      db().projectMember.count({ where: { projectId: row.id } }),
      count('Pod'),
      count('Service'),
      count('PersistentVolumeClaim'),
      count('ConfigMap', (object) => object.metadata.name === 'kube-root-ca.crt'),
      can(context.principal, 'secrets.manage', context.scope)
        ? count('Secret', (object) => object.metadata.name.startsWith('berth-registry-'))
        : null,
    ]);
    return { apps, members, pods, services, volumes, configMaps, secrets };
  },
});

async function countOf(
  kube: KubeClient,
  namespace: string,
  kind: string,
  notOurs: (object: KubeObject) => boolean = () => false,
): Promise<number | null> {
  try {
    const objects = await kube.list({ apiVersion: 'v1', kind, namespace });
    return objects.filter((object) => !notOurs(object)).length;
  } catch (error) {
    const unseen =
      isProblem(error) && (error.code === 'cluster.forbidden' || error.code === 'cluster.not_found');
    if (unseen) return null;
    throw error;
  }
}

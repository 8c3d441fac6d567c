import type { Project } from '@/lib/db';
import type { Principal } from '@/lib/domain/access';
import { Problem } from '@/lib/domain/problem';
import type { KubeClient, KubeObject } from '@/lib/kube';
import { kubeAs, kubeIdentity, lately } from '@/lib/services/kernel';

interface Review extends KubeObject {
  status?: { allowed: boolean; reason?: string };
}

/**
 * Throws unless the cluster lets this person read logs in the project: RBAC has the last word. Asked once a second for
 * however many streams of one person, in the same groups.
 */
export function confirmRight(
  principal: Principal,
  project: Pick<Project, 'name' | 'tenantId' | 'clusterName'>,
): Promise<void> {
  const { user, groups } = kubeIdentity(principal, project);
  const key = [project.clusterName, project.name, user, ...groups].join(' ');
  return lately('log-rights', key, () => review(kubeAs(principal, project), project.name));
}

async function review(client: KubeClient, namespace: string): Promise<void> {
  const { status } = await client.create<Review>({
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    metadata: { name: '' },
    spec: { resourceAttributes: { namespace, verb: 'get', resource: 'pods', subresource: 'log' } },
  });
  if (!status?.allowed) {
    throw new Problem('cluster.forbidden', { detail: status?.reason || 'pods/log is not allowed' });
  }
}

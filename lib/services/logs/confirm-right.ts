import { Problem } from '@/lib/domain/problem';
import type { KubeClient, KubeObject } from '@/lib/kube';

interface Review extends KubeObject {
  status?: { allowed: boolean; reason?: string };
}

/** Throws unless the cluster lets this person read logs in the namespace: RBAC has the last word. */
export async function confirmRight(client: KubeClient, namespace: string): Promise<void> {
  const review = await client.create<Review>({
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    metadata: { name: '' },
    spec: { resourceAttributes: { namespace, verb: 'get', resource: 'pods', subresource: 'log' } },
  });
  if (!review.status?.allowed) {
    throw new Problem('cluster.forbidden', { detail: review.status?.reason || 'pods/log is not allowed' });
  }
}

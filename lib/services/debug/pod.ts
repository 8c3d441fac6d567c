import { podRow, type KubeClient, type KubeObject, type PodRow } from '@/lib/kube';

interface SecurityContext {
  runAsUser?: number;
}

export interface PodBody extends KubeObject {
  spec?: {
    securityContext?: SecurityContext;
    containers?: { name: string; image: string; securityContext?: SecurityContext }[];
    ephemeralContainers?: Record<string, unknown>[];
    imagePullSecrets?: { name: string }[];
  };
}

/** The pod as it is now, whole and as a row. */
export async function readPod(
  client: KubeClient,
  namespace: string,
  name: string,
): Promise<{ body: PodBody; row: PodRow }> {
  const body = await client.get<PodBody>(podRef(namespace, name));
  return { body, row: podRow(body) };
}

export function podRef(namespace: string, name: string) {
  return { apiVersion: 'v1', kind: 'Pod', namespace, name };
}

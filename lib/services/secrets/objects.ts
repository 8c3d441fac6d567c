import type { z } from 'zod';
import type { secretSchema } from '@/lib/contract/secrets';
import { Problem } from '@/lib/domain/problem';
import type { KubeClient, KubeObject } from '@/lib/kube';

export type SecretView = z.output<typeof secretSchema>;

const MANAGED = 'app.kubernetes.io/managed-by';
const KIND_LABEL = 'berth.dev/secret';

/** A Secret as the API server gives it: values in base64. */
export interface SecretObject extends KubeObject {
  type?: string;
  data?: Record<string, string>;
}

export function secretRef(project: string, name: string) {
  return { apiVersion: 'v1', kind: 'Secret', namespace: project, name };
}

/** A Secret of a project, or 404. Pull secrets and others that Berth makes for itself are not shown here. */
export async function findSecret(client: KubeClient, project: string, name: string): Promise<SecretObject> {
  const secret = await client.find<SecretObject>(secretRef(project, name));
  if (!secret || isInternal(secret)) throw new Problem('resource.not_found', { what: name });
  return secret;
}

/** True for what is the project's machinery (pull secrets), not its people's. */
export function isInternal(secret: SecretObject): boolean {
  return secret.metadata.labels?.[MANAGED] === 'berth' && !isOurs(secret);
}

/** True when it was made here by somebody, so that it may be changed here. */
export function isOurs(secret: SecretObject): boolean {
  return secret.metadata.labels?.[KIND_LABEL] === 'true';
}

/** A Secret's manifest with the given values (base64). */
export function secretManifest(project: string, name: string, data: Record<string, string>): SecretObject {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace: project, labels: { [MANAGED]: 'berth', [KIND_LABEL]: 'true' } },
    type: 'Opaque',
    data,
  };
}

/** A Secret without its values. */
export function secretView(secret: SecretObject): SecretView {
  return {
    name: secret.metadata.name,
    type: secret.type ?? 'Opaque',
    keys: Object.keys(secret.data ?? {}).sort(),
    managed: isOurs(secret),
    createdAt: secret.metadata.creationTimestamp ?? null,
  };
}

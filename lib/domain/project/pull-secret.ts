import { pullHost } from '../registry';
import { projectLabels, type ProjectIdentity } from './labels';
import type { Manifest } from './render';

/** A registry with what nodes need to pull from it. */
export interface PullCredentials {
  /** The registry's name in Berth. */
  name: string;
  url: string;
  username: string | null;
  password: string | null;
}

/** The name of a registry's pull secret in every project. */
export function pullSecretName(registry: string): string {
  return `berth-registry-${registry}`;
}

/** The key of a registry's credentials: the host (and port) with which names of its images begin. */
export function credentialHost(url: string): string {
  const host = pullHost(url);
  // Kubelets look up the credentials of Docker Hub under this key, whatever the image's name says.
  return host === 'docker.io' ? 'https://index.docker.io/v1/' : host;
}

/**
 * The pull secret of a registry. Without credentials it is empty instead of absent, because the console may create
 * and replace Secrets but never delete them (docs/adr/0003).
 */
export function renderPullSecret(project: ProjectIdentity, registry: PullCredentials): Manifest {
  const auths =
    registry.username !== null && registry.password !== null
      ? { [credentialHost(registry.url)]: authOf(registry.username, registry.password) }
      : {};
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: pullSecretName(registry.name),
      namespace: project.name,
      labels: { ...projectLabels(project), 'berth.dev/registry': registry.name },
    },
    type: 'kubernetes.io/dockerconfigjson',
    data: { '.dockerconfigjson': base64(JSON.stringify({ auths })) },
  };
}

function authOf(username: string, password: string): Record<string, string> {
  return { username, password, auth: base64(`${username}:${password}`) };
}

// `btoa` takes Latin-1 only, and domain code has no Buffer.
function base64(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

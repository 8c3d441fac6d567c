import type { Registry } from '@/lib/db';
import { isDockerHub, pullHost } from '@/lib/domain/registry';
import { addressOf } from './rows';

/** Name of the pull secret of a registry in each project that may use it. */
export function pullSecretName(registry: string): string {
  return `berth-registry-${registry}`;
}

/** The `.dockerconfigjson` of a registry's pull secret; null when it needs no credentials. */
export function dockerConfigFor(
  registry: Pick<Registry, 'url' | 'username' | 'password' | 'caBundle'>,
): string | null {
  const { username, password } = addressOf(registry);
  if (username === null) return null;
  const auth = Buffer.from(`${username}:${password ?? ''}`).toString('base64');
  const host = pullHost(registry.url);
  const key = isDockerHub(host) ? 'https://index.docker.io/v1/' : host;
  return JSON.stringify({ auths: { [key]: { username, password: password ?? '', auth } } });
}

import { isDockerHub } from './reference';

/** Why an address can't be a registry's. */
export class RegistryUrlError extends Error {}

/**
 * The origin of a registry from what was typed: `https://` where no scheme is given, paths that people paste from the
 * browser or a client (`/v2/`, `/api/v2.0`, `/harbor/…`) dropped. Throws RegistryUrlError with a sentence.
 */
export function registryOrigin(text: string): string {
  const trimmed = text.trim();
  const typed = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  let url: URL;
  try {
    url = new URL(typed);
  } catch {
    throw new RegistryUrlError('This is not an address. Example: https://harbor.example.com');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new RegistryUrlError('The address must begin with https:// or http://.');
  }
  if (url.username !== '' || url.password !== '') {
    throw new RegistryUrlError('Give user name and password in their own fields, not in the address.');
  }
  const path = url.pathname.replace(/\/+$/, '');
  if (url.search !== '' || !/^(\/v2|\/api(\/v2\.0)?|\/harbor(\/.*)?)?$/.test(path)) {
    throw new RegistryUrlError('Give the registry’s host only, without a path.');
  }
  return url.origin;
}

/** Where the registry's API answers: Docker Hub's is on another host than its images are named after. */
export function apiOrigin(url: string): string {
  return isDockerHub(new URL(url).hostname) ? 'https://registry-1.docker.io' : new URL(url).origin;
}

/**
 * The host that names of its images begin with. One without dot or port would be read as a folder of Docker Hub, so
 * its default port is written out.
 */
export function pullHost(url: string): string {
  const { hostname, host, port, protocol } = new URL(url);
  if (isDockerHub(hostname)) return 'docker.io';
  if (port !== '' || /[.:]/.test(hostname) || hostname === 'localhost') return host;
  return `${hostname}:${protocol === 'http:' ? 80 : 443}`;
}

/** Every host under which people may name an image of that registry. */
export function referenceHosts(url: string): string[] {
  const { hostname, host } = new URL(url);
  return [
    ...new Set([host, pullHost(url), ...(host === hostname ? [`${hostname}:${defaultPort(url)}`] : [])]),
  ];
}

function defaultPort(url: string): number {
  return new URL(url).protocol === 'http:' ? 80 : 443;
}

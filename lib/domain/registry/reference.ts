/** An image reference taken apart. A name without a host is short: which registry it means is decided by the project. */
export interface ImageReference {
  host: string | null;
  repository: string;
  tag: string | null;
  digest: string | null;
}

const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const REPOSITORY = new RegExp(`^${COMPONENT}(?:/${COMPONENT})*$`);
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^(sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})$/;
const HOST = /^([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/** True for a repository's name as the OCI distribution specification has it. */
export function isRepository(text: string): boolean {
  return text.length <= 255 && REPOSITORY.test(text);
}

function isTag(text: string): boolean {
  return TAG.test(text);
}

function isDigest(text: string): boolean {
  return DIGEST.test(text);
}

/**
 * Parses `[host[:port]/]repository[:tag][@digest]`; null when it is none. As everywhere, the first part is a host when
 * it has a dot or a port or is `localhost`; `knownHosts` adds hosts that have neither, such as a Harbor named `harbor`.
 */
export function parseReference(text: string, knownHosts: readonly string[] = []): ImageReference | null {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > 512) return null;
  const [beforeDigest = '', digest, ...more] = trimmed.split('@');
  if (more.length > 0 || (digest !== undefined && !isDigest(digest))) return null;

  const slash = beforeDigest.indexOf('/');
  const first = slash < 0 ? '' : beforeDigest.slice(0, slash);
  const known = knownHosts.some((host) => sameHost(host, first));
  const isHost = first !== '' && (known || /[.:]/.test(first) || first === 'localhost');
  if (isHost && !HOST.test(first)) return null;
  const rest = isHost ? beforeDigest.slice(slash + 1) : beforeDigest;

  const colon = rest.lastIndexOf(':');
  const hasTag = colon > rest.lastIndexOf('/');
  const tag = hasTag ? rest.slice(colon + 1) : null;
  const host = isHost ? first.toLowerCase() : null;
  const repository = inDockerHub(host, hasTag ? rest.slice(0, colon) : rest);
  if (!isRepository(repository) || (tag !== null && !isTag(tag))) return null;
  return { host, repository, tag, digest: digest ?? null };
}

const DOCKER_HUB = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);

/** True for the names that Docker Hub goes by. */
export function isDockerHub(host: string): boolean {
  return DOCKER_HUB.has(host.toLowerCase());
}

/** True when two hosts of references mean the same registry. */
export function sameHost(a: string, b: string): boolean {
  return bare(a) === bare(b);
}

function bare(host: string): string {
  const lower = host.toLowerCase();
  return DOCKER_HUB.has(lower) ? 'docker.io' : lower;
}

// Docker Hub keeps its official images under library/.
function inDockerHub(host: string | null, repository: string): string {
  return host !== null && isDockerHub(host) && !repository.includes('/')
    ? `library/${repository}`
    : repository;
}

/** `host/repository:tag`, as people read it; with the digest's beginning where there is no tag. */
export function formatReference(
  host: string,
  repository: string,
  tag: string | null,
  digest: string | null,
): string {
  if (tag !== null) return `${host}/${repository}:${tag}`;
  return digest === null ? `${host}/${repository}` : `${host}/${repository}@${digest}`;
}

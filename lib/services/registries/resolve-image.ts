import type { Project } from '@/lib/db';
import { isProblem, Problem } from '@/lib/domain/problem';
import { pullSecretName } from '@/lib/domain/project';
import {
  formatReference,
  parseReference,
  pullHost,
  referenceHosts,
  sameHost,
  type ImageConfig,
  type ImageReference,
} from '@/lib/domain/registry';
import { registriesOfTenant } from './access';
import { clientOf } from './client';
import type { RegistryRow } from './rows';

/** An image that a project may run, pinned. */
export interface ResolvedImage {
  /** Name of the registry row that holds it. */
  registry: string;
  /** As image names begin, e.g. `10.99.0.1:5000`. */
  host: string;
  repository: string;
  /** Null when it was named by digest alone. */
  tag: string | null;
  digest: string;
  /** For the pod spec: `host/repository@sha256:…`. */
  reference: string;
  /** For people: `host/repository:tag`. */
  image: string;
  mediaType: string;
  platforms: string[];
  platform: string;
  /** Compressed bytes. */
  size: number;
  /** `berth-registry-<name>`; null when the registry needs no credentials. */
  pullSecretName: string | null;
  config: ImageConfig;
}

interface Options {
  /** The variant whose config is read; `linux/amd64` when not given. */
  platform?: string;
  signal?: AbortSignal;
  /** The registry in which a name without another one's host stays; one that may no longer be used is passed over. */
  home?: string;
}

/**
 * Finds an image for a project and pins its digest. `image` is `[host[:port]/]repository[:tag][@sha256:…]`; a short one
 * is looked for in the named registry, else in the default one, else in the only one that holds it.
 * Throws image.reference, image.registry_unknown, image.not_found, image.ambiguous, image.unsupported, registry.*.
 */
export async function resolveImage(
  project: Pick<Project, 'tenantId'>,
  image: string,
  registryName?: string,
  options: Options = {},
): Promise<ResolvedImage> {
  const usable = await registriesOfTenant(project.tenantId);
  const parsed = parsedFor(usable, image);
  const candidates = usable
    .filter((row) => registryName === undefined || row.name === registryName)
    .filter((row) => parsed.host === null || servesHost(row, parsed.host));
  const home = candidates.find((row) => row.name === options.home);
  const [first, ...others] = home ? [home] : candidates;
  if (!first) throw new Problem('image.registry_unknown', { image });
  if (others.length === 0) return resolveIn(first, parsed, options);

  // The default one stands first and has precedence.
  const preferred = first.isDefault ? await tryIn(first, parsed, options) : null;
  if (preferred && 'found' in preferred) return preferred.found;
  const rest = await Promise.all((preferred ? others : candidates).map((row) => tryIn(row, parsed, options)));
  const found = rest.flatMap((result) => ('found' in result ? [result.found] : []));
  // Several rows of one registry (robots of several projects) lead to the same image.
  if (new Set(found.map((entry) => entry.reference)).size > 1) {
    throw new Problem('image.ambiguous', {
      image,
      registries: found.map((entry) => entry.registry).join(', '),
    });
  }
  if (found[0]) return found[0];
  throw mostTelling([...(preferred ? [preferred] : []), ...rest], image);
}

/** The reference taken apart, with the hosts of these registries known; Problem image.reference when it is none. */
export function parsedFor(rows: readonly RegistryRow[], image: string): ImageReference {
  const parsed = parseReference(
    image,
    rows.flatMap((row) => referenceHosts(row.url)),
  );
  if (!parsed) throw new Problem('image.reference', { image });
  return parsed;
}

/** Finds an image in one registry. */
export async function resolveIn(
  row: RegistryRow,
  parsed: ImageReference,
  options: Options,
): Promise<ResolvedImage> {
  const host = pullHost(row.url);
  if (parsed.host !== null && !servesHost(row, parsed.host)) {
    throw new Problem('image.registry_unknown', { image: `${parsed.host}/${parsed.repository}` });
  }
  const tag = parsed.tag ?? (parsed.digest === null ? 'latest' : null);
  const query = {
    repository: parsed.repository,
    reference: parsed.digest ?? tag ?? 'latest',
    platform: options.platform ?? 'linux/amd64',
    ...(options.signal ? { signal: options.signal } : {}),
  };
  const found = await named(row, () => clientOf(row).resolve(query));
  return {
    registry: row.name,
    host,
    repository: parsed.repository,
    tag,
    ...found,
    reference: `${host}/${parsed.repository}@${found.digest}`,
    image: formatReference(host, parsed.repository, tag, found.digest),
    pullSecretName: row.username === null ? null : pullSecretName(row.name),
  };
}

function servesHost(row: RegistryRow, host: string): boolean {
  return referenceHosts(row.url).some((own) => sameHost(own, host));
}

type Tried = { found: ResolvedImage } | { problem: Problem };

async function tryIn(row: RegistryRow, parsed: ImageReference, options: Options): Promise<Tried> {
  try {
    return { found: await resolveIn(row, parsed, options) };
  } catch (error) {
    if (isProblem(error)) return { problem: error };
    throw error;
  }
}

/** A failure that says in which registry: several may have been asked. */
async function named<T>(row: RegistryRow, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!isProblem(error)) throw error;
    const { code, params, fields, cause } = error;
    throw new Problem(code, { ...params, registry: row.name }, { fields, cause });
  }
}

/** That it does not exist is said as soon as one registry says so, with those that gave no answer; else their failure. */
function mostTelling(results: readonly Tried[], image: string): Problem {
  const problems = results.flatMap((result) => ('problem' in result ? [result.problem] : []));
  const absent = /^(image\.not_found|registry\.forbidden)$/;
  const silent = problems.filter((problem) => !absent.test(problem.code));
  const [first] = silent;
  if (first && silent.length === problems.length) return first;
  const unasked = silent.map((problem) => problem.params['registry']).join(', ');
  return new Problem('image.not_found', { image, ...(unasked === '' ? {} : { unasked }) });
}

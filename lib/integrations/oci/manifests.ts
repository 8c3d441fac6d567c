import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Problem } from '@/lib/domain/problem';
import {
  choosePlatform,
  parseImageConfig,
  platformName,
  type FoundImage,
  type ImageQuery,
} from '@/lib/domain/registry';
import { MANIFESTS, pullScope, type RegistryHttp } from './http';
import { readJson } from './json';

const CONFIG_TYPES = [
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
];
const MANIFEST_LIMIT = 4 * 1024 * 1024;

const descriptor = z.object({
  mediaType: z.string().default(''),
  digest: z.string(),
  size: z.number().nonnegative().default(0),
  platform: z
    .object({
      os: z.string().optional(),
      architecture: z.string().optional(),
      variant: z.string().optional(),
    })
    .optional(),
});
const manifestSchema = z.object({
  schemaVersion: z.number().optional(),
  mediaType: z.string().optional(),
  config: descriptor.optional(),
  layers: z.array(descriptor).optional(),
  manifests: z.array(descriptor).optional(),
});
type Manifest = z.output<typeof manifestSchema>;

interface Fetched {
  digest: string;
  mediaType: string;
  manifest: Manifest;
}

/** Reads an image: its manifest, for a multi-platform one the wanted variant's, and its config. */
export async function readImage(http: RegistryHttp, query: ImageQuery): Promise<FoundImage> {
  const top = await fetchManifest(http, query);
  if (top.manifest.manifests === undefined) return single(http, query, top, top, null);
  // Attestations ride in the index as variants of an unknown platform.
  const variants = top.manifest.manifests.filter(
    (entry) => entry.platform?.os !== 'unknown' && entry.platform?.architecture !== 'unknown',
  );
  const platforms = variants.map((entry) => platformName(entry.platform ?? {}));
  const chosen = choosePlatform(platforms, query.platform);
  const variant = variants[chosen];
  if (!variant) throw new Problem('image.unsupported', { image: named(query), detail: 'its index is empty' });
  const manifest = await fetchManifest(http, { ...query, reference: variant.digest });
  return single(http, query, top, manifest, { platforms, platform: platforms[chosen] ?? query.platform });
}

async function single(
  http: RegistryHttp,
  query: ImageQuery,
  top: Fetched,
  { manifest }: Fetched,
  known: { platforms: string[]; platform: string } | null,
): Promise<FoundImage> {
  const config = manifest.config;
  if (!config || !CONFIG_TYPES.includes(config.mediaType)) {
    const detail = config?.mediaType
      ? `it is ${config.mediaType}`
      : 'its manifest is of an old or unknown form';
    throw new Problem('image.unsupported', { image: named(query), detail });
  }
  const blob = await fetchConfig(http, query, config.digest);
  const own = platformName(blob as { os?: string; architecture?: string; variant?: string });
  return {
    digest: top.digest,
    mediaType: top.mediaType,
    platforms: known?.platforms ?? [own],
    platform: known?.platform ?? own,
    size: config.size + (manifest.layers ?? []).reduce((sum, layer) => sum + layer.size, 0),
    config: parseImageConfig(blob),
  };
}

async function fetchManifest(http: RegistryHttp, query: ImageQuery): Promise<Fetched> {
  const response = await http.get({
    path: `/v2/${query.repository}/manifests/${query.reference}`,
    scope: pullScope(query.repository),
    accept: MANIFESTS,
    maxBytes: MANIFEST_LIMIT,
    signal: query.signal,
  });
  if (response.status === 404) throw new Problem('image.not_found', { image: named(query) });
  if (response.status === 401 || response.status === 403) throw http.refusal(response.status, named(query));
  if (response.status !== 200) {
    throw new Problem('registry.failed', {
      detail: `${response.status} for the manifest of ${named(query)}`,
    });
  }
  const digest = `sha256:${createHash('sha256').update(response.body).digest('hex')}`;
  const said = response.headers.get('docker-content-digest');
  const asked = query.reference.startsWith('sha256:') ? query.reference : null;
  if ((said?.startsWith('sha256:') && said !== digest) || (asked !== null && asked !== digest)) {
    throw new Problem('registry.failed', {
      detail: `the content of ${named(query)} does not match its digest`,
    });
  }
  const manifest = readJson(response, manifestSchema);
  const header = (response.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
  return { digest, manifest, mediaType: manifest.mediaType ?? header };
}

async function fetchConfig(http: RegistryHttp, query: ImageQuery, digest: string): Promise<unknown> {
  const response = await http.get({
    path: `/v2/${query.repository}/blobs/${digest}`,
    scope: pullScope(query.repository),
    accept: '*/*',
    maxBytes: MANIFEST_LIMIT,
    signal: query.signal,
  });
  if (response.status !== 200) {
    throw new Problem('registry.failed', { detail: `${response.status} for the config of ${named(query)}` });
  }
  const actual = `sha256:${createHash('sha256').update(response.body).digest('hex')}`;
  if (digest.startsWith('sha256:') && actual !== digest) {
    throw new Problem('registry.failed', {
      detail: `the config of ${named(query)} does not match its digest`,
    });
  }
  return readJson(response, z.record(z.string(), z.unknown()));
}

/** `repository:tag` or `repository@digest`. */
function named({ repository, reference }: { repository: string; reference: string }): string {
  return `${repository}${reference.includes(':') ? '@' : ':'}${reference}`;
}

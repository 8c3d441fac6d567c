import type { ArtifactRow } from '@/lib/domain/registry';
import { isProblem } from '@/lib/domain/problem';
import type { Cache } from './cache';
import { pullScope, type RegistryHttp } from './http';
import { readImage } from './manifests';

const AT_ONCE = 8;
// A page is shown after this long with the details that came until then.
const BUDGET_MS = 4000;

/** Digest, size and time of the tags on one page; a tag whose details fail or take too long stands with its name. */
export async function details(
  http: RegistryHttp,
  cache: Cache<ArtifactRow>,
  repository: string,
  tags: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ArtifactRow[]> {
  const rows: ArtifactRow[] = tags.map((tag) => bare(tag));
  const budget = AbortSignal.timeout(BUDGET_MS);
  const ends = signal ? AbortSignal.any([budget, signal]) : budget;
  const queue = tags.map((tag, at) => ({ tag, at }));
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next && !ends.aborted; next = queue.shift()) {
      const { tag, at } = next;
      try {
        rows[at] = await one(http, cache, repository, tag, ends);
      } catch (error) {
        if (!isProblem(error)) throw error;
        // Something else than an image lies under this tag (a chart, a signature), or it went away meanwhile.
        if (error.code === 'image.unsupported') rows[at] = { ...bare(tag), type: 'other' };
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return rows;
}

async function one(
  http: RegistryHttp,
  cache: Cache<ArtifactRow>,
  repository: string,
  tag: string,
  signal: AbortSignal,
): Promise<ArtifactRow> {
  const digest = await headDigest(http, repository, tag, signal);
  const held = digest === null ? undefined : cache.peek(digest);
  if (held) return { ...held, tags: [tag] };
  const image = await readImage(http, {
    repository,
    reference: digest ?? tag,
    platform: 'linux/amd64',
    signal,
  });
  const row: ArtifactRow = {
    tags: [tag],
    digest: image.digest,
    size: image.size,
    pushedAt: image.config.created,
    type: 'image',
    platforms: image.platforms,
    scan: null,
  };
  cache.set(image.digest, row);
  return row;
}

// What lies under a digest never changes; a tag moves. So only this is asked again for a page that was seen before.
async function headDigest(
  http: RegistryHttp,
  repository: string,
  tag: string,
  signal: AbortSignal,
): Promise<string | null> {
  const response = await http.head({
    path: `/v2/${repository}/manifests/${tag}`,
    scope: pullScope(repository),
    signal,
  });
  const digest = response.headers.get('docker-content-digest');
  return response.status === 200 && digest?.startsWith('sha256:') ? digest : null;
}

function bare(tag: string): ArtifactRow {
  return { tags: [tag], digest: null, size: null, pushedAt: null, type: 'image', platforms: [], scan: null };
}

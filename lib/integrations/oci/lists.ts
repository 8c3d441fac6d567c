import { z } from 'zod';
import { Problem } from '@/lib/domain/problem';
import { linkNext } from '@/lib/integrations/outbound';
import { pullScope, type RegistryHttp } from './http';
import { readJson } from './json';

// Distribution 2.8 refuses pages of more than 1000.
const PAGE = 1000;
const MOST_PAGES = 1000;
const catalogSchema = z.object({ repositories: z.array(z.string()).nullable() });
const tagsSchema = z.object({ tags: z.array(z.string()).nullable() });
// A registry on a disk walks its whole tree for a page of its catalog.
const SLOW_MS = 20_000;

/** The names of all repositories, page by page as the registry gives them. */
export async function* catalogPages(http: RegistryHttp): AsyncGenerator<string[]> {
  let path: string | null = `/v2/_catalog?n=${PAGE}`;
  for (let page = 0; path !== null && page < MOST_PAGES; page += 1) {
    const response = await http.get({ path, scope: 'registry:catalog:*', timeoutMs: SLOW_MS });
    if ([401, 403, 404, 405].includes(response.status)) throw refusedListing(http, response.status);
    if (response.status !== 200)
      throw new Problem('registry.failed', { detail: `${response.status} for the catalog` });
    yield readJson(response, catalogSchema).repositories ?? [];
    path = nextPath(http, response.headers.get('link'), path);
  }
}

/** The tags of a repository, page by page; Problem resource.not_found when there is no such repository. */
export async function* tagPages(http: RegistryHttp, repository: string): AsyncGenerator<string[]> {
  let path: string | null = `/v2/${repository}/tags/list?n=${PAGE}`;
  for (let page = 0; path !== null && page < MOST_PAGES; page += 1) {
    const response = await http.get({ path, scope: pullScope(repository), timeoutMs: SLOW_MS });
    if (response.status === 404) throw new Problem('resource.not_found', { what: repository });
    if (response.status === 401 || response.status === 403) throw refusedListing(http, response.status);
    if (response.status !== 200) {
      throw new Problem('registry.failed', { detail: `${response.status} for the tags of ${repository}` });
    }
    yield readJson(response, tagsSchema).tags ?? [];
    path = nextPath(http, response.headers.get('link'), path);
  }
}

// Behind a proxy a registry may name itself otherwise; only path and query of its link are taken.
function nextPath(http: RegistryHttp, link: string | null, path: string): string | null {
  const next = linkNext(link, new URL(path, http.origin).href);
  if (next === null) return null;
  const { pathname, search } = new URL(next);
  return `${pathname}${search}` === path ? null : `${pathname}${search}`;
}

function refusedListing(http: RegistryHttp, status: number): Problem {
  const refusal = http.refusal(status, 'list');
  return refusal.code === 'registry.forbidden' || status >= 404
    ? new Problem('registry.listing_refused')
    : refusal;
}

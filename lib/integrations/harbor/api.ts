import type { z } from 'zod';
import { Problem } from '@/lib/domain/problem';
import { linkNext, type OutboundResponse } from '@/lib/integrations/outbound';
import { readJson, type RegistryHttp } from '@/lib/integrations/oci';

export interface Page<T> {
  items: T[];
  total: number;
  more: boolean;
}

const TIMEOUT_MS = 8000;

// Harbor gives scan reports only in the forms that are asked for.
const REPORTS = [
  'application/vnd.security.vulnerability.report; version=1.1',
  'application/vnd.scanner.adapter.vuln.report.harbor+json; version=1.0',
].join(', ');

/** Harbor's own API v2.0; statuses are judged by their number, never by their text. */
export class HarborApi {
  constructor(private readonly http: RegistryHttp) {}

  get origin(): string {
    return this.http.origin;
  }

  get signsIn(): boolean {
    return this.http.basic !== null;
  }

  /** One GET below /api/v2.0 as it is answered. Credentials go along from the start: Harbor does not always ask. */
  call(
    path: string,
    query: Record<string, string | number> = {},
    signal?: AbortSignal,
  ): Promise<OutboundResponse> {
    const url = new URL(`/api/v2.0${path}`, this.http.origin);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    const headers: Record<string, string> = {
      accept: 'application/json',
      'x-accept-vulnerabilities': REPORTS,
    };
    if (this.http.basic !== null) headers['authorization'] = this.http.basic;
    return this.http.raw({ url: url.href, headers, timeoutMs: TIMEOUT_MS, signal });
  }

  /** One page of a list; Problem registry.listing_refused on 403, resource.not_found on 404. */
  async page<S extends z.ZodType>(
    path: string,
    item: z.ZodArray<S>,
    query: Record<string, string | number> & { page: number; page_size: number },
    signal?: AbortSignal,
  ): Promise<Page<z.output<S>>> {
    const response = await this.call(path, query, signal);
    if (response.status === 401)
      throw new Problem(this.signsIn ? 'registry.credentials' : 'registry.sign_in');
    if (response.status === 403) throw new Problem('registry.listing_refused');
    if (response.status === 404)
      throw new Problem('resource.not_found', { what: path.split('/').at(2) ?? path });
    if (response.status !== 200)
      throw new Problem('registry.failed', { detail: `Harbor answered ${response.status}` });
    const items = readJson(response, item) as z.output<S>[];
    const total = Number(response.headers.get('x-total-count') ?? items.length);
    const more =
      linkNext(response.headers.get('link'), response.url) !== null || query.page * query.page_size < total;
    return { items, total, more: more && items.length > 0 };
  }
}

/** A repository inside its project, as paths want it: a slash is escaped twice. */
export function repositoryPath(repository: string): string {
  const slash = repository.indexOf('/');
  const project = encodeURIComponent(repository.slice(0, slash));
  const name = encodeURIComponent(encodeURIComponent(repository.slice(slash + 1)));
  return `/projects/${project}/repositories/${name}`;
}

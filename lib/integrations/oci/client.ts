import { Problem } from '@/lib/domain/problem';
import {
  searchNames,
  searchTags,
  type ArtifactRow,
  type FoundImage,
  type ImageQuery,
  type ListPage,
  type ListQuery,
  type RegistryAbilities,
  type RegistryAddress,
  type RegistryClient,
  type RepositoryRow,
} from '@/lib/domain/registry';
import { Cache } from './cache';
import { details } from './details';
import { RegistryHttp } from './http';
import { catalogPages, tagPages } from './lists';
import { readImage } from './manifests';
import { PagedIndex } from './paged-index';

/** A client for any registry of the OCI distribution specification. */
export class OciClient implements RegistryClient {
  private readonly http: RegistryHttp;
  private readonly catalog: PagedIndex<string>;
  private readonly tags = new Cache<PagedIndex<string>>(200);
  private readonly images = new Cache<ArtifactRow>(5000);

  constructor(address: RegistryAddress, options: { realm?: string } = {}) {
    this.http = new RegistryHttp(address, options);
    this.catalog = new PagedIndex(() => catalogPages(this.http), {
      ttlMs: 60_000,
      patienceMs: 1000,
      most: 100_000,
    });
  }

  async test(signal?: AbortSignal): Promise<RegistryAbilities> {
    const base = await this.http.get({ path: '/v2/', scope: null, timeoutMs: 5000, signal });
    const speaks = /registry\/2/.test(base.headers.get('docker-distribution-api-version') ?? '');
    const json = /json/.test(base.headers.get('content-type') ?? '');
    const challenged = base.headers.has('www-authenticate');
    if (base.status === 401 && (speaks || challenged)) throw this.http.refusal(401, 'sign-in');
    if (base.status === 403 && (speaks || json)) throw this.http.refusal(403, 'sign-in');
    if (base.status >= 500) throw new Problem('registry.failed', { detail: `it answered ${base.status}` });
    if (base.status !== 200 || !(speaks || json)) throw new Problem('registry.not_registry');
    const scope = 'registry:catalog:*';
    const list = await this.http.get({ path: '/v2/_catalog?n=1', scope, timeoutMs: 5000, signal }).then(
      (response) => response.status === 200,
      // Token services that do not know the catalog refuse or fail; pulling does not need it.
      () => false,
    );
    return {
      account: this.http.basic ? 'person' : 'anonymous',
      product: 'OCI distribution',
      list,
      pull: true,
    };
  }

  async searchRepositories({ search, cursor, limit }: ListQuery): Promise<ListPage<RepositoryRow>> {
    const { items, complete } = await this.catalog.state();
    const found = searchNames(items, search, cursor, limit);
    return {
      items: found.items.map((name) => ({ name, artifacts: null, updatedAt: null })),
      next: found.next,
      total: found.total,
      complete,
      refused: [],
    };
  }

  async listArtifacts(repository: string, query: ListQuery): Promise<ListPage<ArtifactRow>> {
    const index = this.tags.get(
      repository,
      () =>
        new PagedIndex(() => tagPages(this.http, repository), {
          ttlMs: 15_000,
          patienceMs: 1500,
          most: 100_000,
        }),
    );
    const { items, complete } = await index.state();
    const found = searchTags(items, query.search, query.cursor, query.limit);
    const rows = await details(this.http, this.images, repository, found.items, query.signal);
    // Where one page holds all, the times that were read decide; between pages only names can.
    rows.sort((a, b) => (b.pushedAt ?? '').localeCompare(a.pushedAt ?? ''));
    return { items: rows, next: found.next, total: found.total, complete, refused: [] };
  }

  resolve(query: ImageQuery): Promise<FoundImage> {
    return readImage(this.http, query);
  }
}

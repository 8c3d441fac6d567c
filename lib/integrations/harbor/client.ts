import { isProblem, Problem } from '@/lib/domain/problem';
import {
  searchNames,
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
import { OciClient, PagedIndex, readJson, RegistryHttp } from '@/lib/integrations/oci';
import { HarborApi, repositoryPath } from './api';
import { nothingListed, PAGE, pageNumber, robotPages, searchAsPerson, type RobotEntry } from './repositories';
import { artifactRow } from './rows';
import { artifactsSchema, projectsSchema, repositoriesSchema, systemSchema } from './schemas';

type Account = RegistryAbilities['account'];

/** A client for Harbor: lists through its API v2.0, images through the registry inside it. */
export class HarborClient implements RegistryClient {
  private readonly api: HarborApi;
  private readonly oci: OciClient;
  private readonly robotIndex: PagedIndex<RobotEntry>;
  /** The project in `robot$project+name`; null for system robots and people. */
  private readonly ownProject: string | null;
  private known: { account: Account; until: number } | null = null;

  constructor(address: RegistryAddress) {
    const http = new RegistryHttp(address);
    this.api = new HarborApi(http);
    // Harbor names its token service by the address it was installed with, which Berth may not be able to reach.
    this.oci = new OciClient(address, { realm: `${http.origin}/service/token` });
    this.ownProject = /\$([a-z0-9._-]+)\+/.exec(address.username ?? '')?.[1] ?? null;
    this.robotIndex = new PagedIndex(() => robotPages(this.api, this.ownProject), {
      ttlMs: 60_000,
      patienceMs: 1000,
      most: 100_000,
    });
  }

  async test(signal?: AbortSignal): Promise<RegistryAbilities> {
    const ping = await this.api.call('/ping', {}, signal);
    if (ping.status >= 500)
      throw new Problem('registry.failed', { detail: `Harbor answered ${ping.status}` });
    if (ping.status !== 200 || ping.body.toString('utf8').trim() !== 'Pong')
      throw new Problem('registry.not_harbor');
    const account = await this.account(true, signal);
    const system = await this.api.call('/systeminfo', {}, signal);
    const version = system.status === 200 ? readJson(system, systemSchema).harbor_version : null;
    return {
      account,
      // A build of one's own says "-".
      product: version && version !== '-' ? `Harbor ${version}` : 'Harbor',
      list: await this.mayList(account, signal),
      pull: true,
    };
  }

  async searchRepositories(query: ListQuery): Promise<ListPage<RepositoryRow>> {
    if ((await this.account(false, query.signal)) !== 'robot') return searchAsPerson(this.api, query);
    const { items, complete } = await this.robotIndex.state();
    const rows = new Map(
      items.flatMap((entry) => ('row' in entry ? [[entry.row.name, entry.row] as const] : [])),
    );
    const refused = items.flatMap((entry) => ('refused' in entry ? [entry.refused] : []));
    if (complete) nothingListed(rows.size, refused);
    const found = searchNames([...rows.keys()], query.search, query.cursor, query.limit);
    return {
      items: found.items.flatMap((name) => rows.get(name) ?? []),
      next: found.next,
      total: found.total,
      complete,
      refused,
    };
  }

  async listArtifacts(repository: string, query: ListQuery): Promise<ListPage<ArtifactRow>> {
    if (!repository.includes('/')) throw new Problem('resource.not_found', { what: repository });
    const search = query.search.trim();
    if (search !== '' && !/^[\w.-]+$/.test(search)) {
      return { items: [], next: null, total: 0, complete: true, refused: [] };
    }
    const page = pageNumber(query.cursor);
    try {
      const found = await this.api.page(
        `${repositoryPath(repository)}/artifacts`,
        artifactsSchema,
        {
          page,
          page_size: Math.min(query.limit, PAGE),
          with_tag: 'true',
          with_scan_overview: 'true',
          sort: '-push_time',
          ...(search === '' ? {} : { q: `tags=~${search}` }),
        },
        query.signal,
      );
      // A repository that does not exist answers 200 with nothing.
      if (found.total === 0 && search === '') throw new Problem('resource.not_found', { what: repository });
      return {
        items: found.items.map((artifact) => artifactRow(artifact, search)),
        next: found.more ? String(page + 1) : null,
        total: found.total,
        complete: true,
        refused: [],
      };
    } catch (error) {
      // A robot that may only pull: the registry inside Harbor may still tell the tags.
      if (isProblem(error) && error.code === 'registry.listing_refused')
        return this.tagsByPull(repository, query);
      throw error;
    }
  }

  resolve(query: ImageQuery): Promise<FoundImage> {
    return this.oci.resolve(query);
  }

  private async tagsByPull(repository: string, query: ListQuery): Promise<ListPage<ArtifactRow>> {
    try {
      return await this.oci.listArtifacts(repository, query);
    } catch (error) {
      const refused =
        isProblem(error) && /^registry\.(forbidden|listing_refused|credentials)$/.test(error.code);
      throw refused ? new Problem('registry.listing_refused') : error;
    }
  }

  /**
   * Who the credentials speak for. `/users/current` alone tells: lists answer a wrong password as if nobody had asked
   * (200 with what is public). 200 is a person, 412 a robot, 401 wrong credentials.
   */
  private async account(fresh: boolean, signal?: AbortSignal): Promise<Account> {
    if (!this.api.signsIn) return 'anonymous';
    if (!fresh && this.known && this.known.until > Date.now()) return this.known.account;
    const answer = await this.api.call('/users/current', {}, signal);
    if (answer.status === 401) throw new Problem('registry.credentials');
    if (answer.status === 403) throw new Problem('registry.forbidden', { detail: 'sign-in' });
    if (answer.status !== 200 && answer.status !== 412) {
      throw new Problem('registry.failed', { detail: `Harbor answered ${answer.status}` });
    }
    const account = answer.status === 412 ? 'robot' : 'person';
    this.known = { account, until: Date.now() + 60_000 };
    return account;
  }

  private async mayList(account: Account, signal?: AbortSignal): Promise<boolean> {
    if (account !== 'robot') return true;
    const project = this.ownProject ?? (await this.privateProject(signal));
    // Only public projects: those list for everybody.
    if (project === null) return true;
    try {
      const path = `/projects/${encodeURIComponent(project)}/repositories`;
      await this.api.page(path, repositoriesSchema, { page: 1, page_size: 1 }, signal);
      return true;
    } catch (error) {
      if (isProblem(error) && /^(registry\.listing_refused|resource\.not_found)$/.test(error.code))
        return false;
      throw error;
    }
  }

  private async privateProject(signal?: AbortSignal): Promise<string | null> {
    const { items } = await this.api.page('/projects', projectsSchema, { page: 1, page_size: PAGE }, signal);
    return items.find((project) => project.metadata?.public !== 'true')?.name ?? null;
  }
}

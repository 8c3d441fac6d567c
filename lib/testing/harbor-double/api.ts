import {
  contentOf,
  type DoubleArtifact,
  type DoubleProject,
  type DoubleRepository,
  type HarborData,
} from './data';
import { paged, refusal, type Identity, type Reply } from './reply';

const NEVER = '0001-01-01T00:00:00.000Z';

/** Harbor's API v2.0 as far as Berth asks it. */
export function apiReply(data: HarborData, identity: Identity, url: URL): Reply {
  // As a Go server does: the path is decoded once before it is matched.
  const path = decodeURIComponent(url.pathname).slice('/api/v2.0'.length);
  if (path === '/ping') return { status: 200, headers: { 'content-type': 'text/plain' }, body: 'Pong' };
  if (path === '/systeminfo') return { status: 200, body: systemInfo(data, identity) };
  if (path === '/users/current') return currentUser(identity);
  if (path === '/projects') {
    const name = url.searchParams.get('name') ?? '';
    const rows = data.projects.filter(
      (project) => inProjects(identity, project) && project.name.includes(name),
    );
    return paged(url, rows, (project) => shownProject(data, identity, project));
  }
  if (path === '/repositories') {
    const rows = data.projects
      .filter((project) => inRepositories(identity, project))
      .flatMap((project) =>
        project.repositories.map((repository, index) => ({ project, repository, index })),
      );
    return paged(url, filtered(url, rows), (row) => shownRepository(data, row));
  }
  const match = /^\/projects\/([^/]+)\/repositories(?:\/([^/]+)\/artifacts)?$/.exec(path);
  if (!match?.[1]) return refusal(404, 'NOT_FOUND', `path ${path} was not found`);
  const project = data.projects.find((entry) => entry.name === match[1]);
  const right = match[2] === undefined ? 'list-repositories' : 'list-artifacts';
  if (!project || !may(identity, project, right)) {
    if (identity.kind !== 'known') return refusal(401, 'UNAUTHORIZED', 'unauthorized');
    if (project || identity.account.kind !== 'admin') return refusal(403, 'FORBIDDEN', 'forbidden');
    return refusal(404, 'NOT_FOUND', `project ${match[1]} not found`);
  }
  if (match[2] === undefined) {
    const rows = project.repositories.map((repository, index) => ({ project, repository, index }));
    return paged(url, filtered(url, rows), (row) => shownRepository(data, row));
  }
  // A name that was escaped only once never gets here, for its slash parts the path.
  const name = decodeURIComponent(match[2]);
  const repository = project.repositories.find((entry) => entry.name === name);
  const tag = /(?:^|,)tags=~([^,]+)/.exec(url.searchParams.get('q') ?? '')?.[1];
  const rows = (repository?.artifacts ?? [])
    .filter((artifact) => tag === undefined || artifact.tags.some((entry) => entry.includes(tag)))
    .sort((a, b) => later(b.pushTime, a.pushTime));
  const scans = url.searchParams.get('with_scan_overview') === 'true';
  return paged(url, rows, (artifact) => shownArtifact(data, project, name, artifact, scans));
}

type Row = { project: DoubleProject; repository: DoubleRepository; index: number };

function filtered(url: URL, rows: Row[]): Row[] {
  const needle = /(?:^|,)name=~([^,]+)/.exec(url.searchParams.get('q') ?? '')?.[1];
  const found = needle === undefined ? rows : rows.filter((row) => fullName(row).includes(needle));
  const sort = url.searchParams.get('sort');
  if (sort === 'name') return [...found].sort((a, b) => (fullName(a) < fullName(b) ? -1 : 1));
  if (sort !== '-update_time') return found;
  return [...found].sort((a, b) => later(b.repository.updateTime, a.repository.updateTime));
}

function later(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function fullName({ project, repository }: Row): string {
  return `${project.name}/${repository.name}`;
}

function isMember(identity: Identity, project: DoubleProject): boolean {
  if (identity.kind !== 'known') return false;
  return identity.account.kind === 'admin' || project.name in identity.account.rights;
}

// A robot sees its own projects in /projects, whatever it may do there, but only public ones in /repositories.
function inProjects(identity: Identity, project: DoubleProject): boolean {
  return project.public || isMember(identity, project);
}

function inRepositories(identity: Identity, project: DoubleProject): boolean {
  const robot = identity.kind === 'known' && identity.account.kind === 'robot';
  return project.public || (!robot && isMember(identity, project));
}

/** May this identity do that in the project? Public projects are open to all for reading. */
export function may(
  identity: Identity,
  project: DoubleProject,
  right: 'pull' | 'list-repositories' | 'list-artifacts',
): boolean {
  if (project.public) return true;
  if (identity.kind !== 'known') return false;
  const { kind, rights } = identity.account;
  return kind === 'admin' || (rights[project.name]?.includes(right) ?? false);
}

function currentUser(identity: Identity): Reply {
  if (identity.kind !== 'known') return refusal(401, 'UNAUTHORIZED', 'unauthorized');
  const { kind, username } = identity.account;
  if (kind === 'robot')
    return refusal(412, 'PRECONDITION', 'get current user not available for security context: robot');
  return {
    status: 200,
    body: {
      admin_role_in_auth: false,
      creation_time: '2026-11-21T03:19:44.658Z',
      email: '',
      realname: username,
      sysadmin_flag: kind === 'admin',
      update_time: '2026-11-21T03:19:44.658Z',
      user_id: 1,
      username,
    },
  };
}

function systemInfo(data: HarborData, identity: Identity): unknown {
  const known = {
    auth_mode: 'db_auth',
    banner_message: '',
    harbor_version: '-',
    oidc_provider_name: '',
    primary_auth_mode: false,
    self_registration: false,
  };
  if (identity.kind !== 'known') return known;
  return {
    ...known,
    current_time: '2026-11-21T03:21:04.969Z',
    external_url: data.externalUrl,
    has_ca_root: false,
    notification_enable: true,
    project_creation_restriction: 'everyone',
    read_only: false,
    registry_storage_provider_name: 'filesystem',
    registry_url: new URL(data.externalUrl).host,
  };
}

function shownProject(data: HarborData, identity: Identity, project: DoubleProject): unknown {
  const id = data.projects.indexOf(project) + 1;
  const own = isMember(identity, project) && identity.kind === 'known' && identity.account.kind !== 'robot';
  const time = '2026-11-21T03:19:44.689Z';
  return {
    creation_time: time,
    ...(own ? { current_user_role_id: 1 } : {}),
    current_user_role_ids: own ? [1] : null,
    cve_allowlist: { creation_time: NEVER, id, items: [], project_id: id, update_time: NEVER },
    metadata: { public: String(project.public) },
    name: project.name,
    owner_id: 1,
    owner_name: 'admin',
    project_id: id,
    repo_count: project.repositories.length,
    update_time: time,
  };
}

function shownRepository(data: HarborData, row: Row): unknown {
  return {
    artifact_count: row.repository.artifacts.length,
    creation_time: row.repository.updateTime,
    id: row.index + 1,
    name: fullName(row),
    project_id: data.projects.indexOf(row.project) + 1,
    pull_count: 0,
    update_time: row.repository.updateTime,
  };
}

function shownArtifact(
  data: HarborData,
  project: DoubleProject,
  repository: string,
  artifact: DoubleArtifact,
  scans: boolean,
): unknown {
  const { top, all } = contentOf(artifact);
  const id = 2;
  const { config, architecture = 'amd64', os = 'linux', created = null } = artifact.config;
  const escaped = encodeURIComponent(encodeURIComponent(repository));
  const history = `/api/v2.0/projects/${project.name}/repositories/${escaped}/artifacts/${top.digest}/additions/build_history`;
  const children = all.filter((part) => part !== top && part.mediaType.includes('manifest'));
  return {
    accessories: null,
    addition_links: { build_history: { absolute: false, href: history } },
    artifact_type: 'application/vnd.oci.image.config.v1+json',
    digest: top.digest,
    extra_attrs: artifact.platforms ? {} : { architecture, author: '', config, created, os },
    icon: 'sha256:0048162a053eef4d4ce3fe7518615bef084403614f8bca43b40ae2e762e11e06',
    id,
    labels: null,
    manifest_media_type: top.mediaType,
    media_type: artifact.platforms ? top.mediaType : 'application/vnd.oci.image.config.v1+json',
    project_id: data.projects.indexOf(project) + 1,
    pull_time: NEVER,
    push_time: artifact.pushTime,
    references:
      artifact.platforms?.map((platform, index) => ({
        child_digest: children[index]?.digest ?? '',
        child_id: id + index + 1,
        parent_id: id,
        platform: { architecture: platform.split('/')[1], os: platform.split('/')[0] },
        urls: null,
      })) ?? null,
    repository_id: 2,
    repository_name: `${project.name}/${repository}`,
    ...(scans && artifact.scan ? { scan_overview: scanOverview(artifact.scan) } : {}),
    size: 1_084_852,
    tags: artifact.tags.map((name) => ({
      artifact_id: id,
      id: 2,
      immutable: false,
      name,
      pull_time: NEVER,
      push_time: artifact.pushTime,
      repository_id: 2,
    })),
    type: 'IMAGE',
  };
}

function scanOverview(scan: NonNullable<DoubleArtifact['scan']>): unknown {
  const total = Object.values(scan.counts).reduce((sum, count) => sum + count, 0);
  return {
    'application/vnd.security.vulnerability.report; version=1.1': {
      report_id: '5f62c830-f996-11e9-957f-0242c0a89008',
      scan_status: scan.status,
      severity: scan.severity,
      duration: 3,
      summary: { total, fixable: scan.fixable, summary: scan.counts },
      start_time: '2026-11-21T03:21:04.000Z',
      end_time: '2026-11-21T03:21:07.000Z',
      complete_percent: 100,
      scanner: { name: 'Trivy', vendor: 'Aqua Security', version: 'v0.60.0' },
    },
  };
}

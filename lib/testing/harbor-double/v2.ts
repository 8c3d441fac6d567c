import type http from 'node:http';
import { randomUUID } from 'node:crypto';
import { may } from './api';
import { contentOf, type HarborData, type Stored } from './data';
import { identify, refusal, type Identity, type Reply } from './reply';

interface Token {
  identity: Identity;
  scope: string;
}

/** The registry inside Harbor, behind Harbor's token service. */
export class V2Double {
  private readonly tokens = new Map<string, Token>();

  constructor(private readonly data: HarborData) {}

  /** `/service/token`: a token for whoever asks; what it opens is judged when it is used. */
  token(request: http.IncomingMessage, url: URL): Reply {
    const identity = identify(request, this.data);
    if (identity.kind === 'wrong') return refusal(401, 'UNAUTHORIZED', 'unauthorized');
    const token = randomUUID();
    this.tokens.set(token, { identity, scope: url.searchParams.get('scope') ?? '' });
    const issued = '2026-11-21T03:21:07Z';
    return {
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: { token, access_token: '', expires_in: 1800, issued_at: issued },
    };
  }

  reply(request: http.IncomingMessage, url: URL): Reply {
    const token = this.presented(request);
    if (!token) return this.challenge(null);
    const path = url.pathname;
    if (path === '/v2/') {
      return token.identity.kind === 'known' ? { status: 200, body: {} } : this.challenge(null);
    }
    if (path === '/v2/_catalog') return this.catalog(token, url);
    const match = /^\/v2\/([^/]+)\/(.+)\/(manifests|blobs|tags)\/([^/]+)$/.exec(path);
    if (!match) return refusal(404, 'NOT_FOUND', 'page not found');
    const [, projectName = '', name = '', kind, reference = ''] = match;
    const scope = `repository:${projectName}/${name}:pull`;
    const project = this.data.projects.find((entry) => entry.name === projectName);
    const repository = project?.repositories.find((entry) => entry.name === name);
    if (token.scope !== scope && token.scope !== '*') return this.challenge(scope);
    if (!project || !may(token.identity, project, 'pull')) return this.challenge(scope);
    if (!repository) return refusal(404, 'NOT_FOUND', `repository ${projectName}/${name} not found`);
    if (kind === 'tags')
      return this.tags(
        `${projectName}/${name}`,
        repository.artifacts.flatMap((entry) => entry.tags),
        url,
      );
    for (const artifact of repository.artifacts) {
      const { top, all } = contentOf(artifact);
      const found = artifact.tags.includes(reference) ? top : all.find((part) => part.digest === reference);
      if (found) return content(found);
    }
    return refusal(
      404,
      kind === 'blobs' ? 'BLOB_UNKNOWN' : 'NOT_FOUND',
      `artifact ${projectName}/${name}:${reference} not found`,
    );
  }

  // Harbor takes Basic credentials here too; they open whatever the account may.
  private presented(request: http.IncomingMessage): Token | undefined {
    const held = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (held !== undefined) return this.tokens.get(held);
    const identity = identify(request, this.data);
    return identity.kind === 'known' ? { identity, scope: '*' } : undefined;
  }

  private challenge(scope: string | null): Reply {
    const realm = `Bearer realm="${this.data.externalUrl}/service/token",service="harbor-registry"`;
    return refusal(401, 'UNAUTHORIZED', 'unauthorized: unauthorized', {
      'docker-distribution-api-version': 'registry/2.0',
      'www-authenticate': scope === null ? realm : `${realm},scope="${scope}"`,
    });
  }

  private catalog(token: Token, url: URL): Reply {
    const admin = token.identity.kind === 'known' && token.identity.account.kind === 'admin';
    if (!admin) return this.challenge(null);
    const names = this.data.projects.flatMap((project) =>
      project.repositories.map((repository) => `${project.name}/${repository.name}`),
    );
    const { part, link } = after(names.sort(), url);
    return {
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8', ...link },
      body: { repositories: part },
    };
  }

  private tags(name: string, tags: string[], url: URL): Reply {
    const { part, link } = after(tags.sort(), url);
    return { status: 200, headers: { ...link }, body: { name, tags: part } };
  }
}

function after(names: string[], url: URL): { part: string[]; link: Record<string, string> } {
  const count = Number(url.searchParams.get('n') ?? 100);
  const last = url.searchParams.get('last') ?? '';
  const rest = names.filter((name) => name > last);
  const part = rest.slice(0, count);
  const more = rest.length > count;
  const next = `${url.pathname}?last=${encodeURIComponent(part.at(-1) ?? '')}&n=${count}`;
  return { part, link: more ? { link: `<${next}>; rel="next"` } : {} };
}

function content(part: Stored): Reply {
  return {
    status: 200,
    headers: {
      'content-type': part.mediaType,
      'docker-content-digest': part.digest,
      'content-length': String(part.body.length),
    },
    body: part.body,
  };
}

import { Problem } from '@/lib/domain/problem';
import { apiOrigin, type RegistryAddress } from '@/lib/domain/registry';
import { guardedAgent, send, type OutboundRequest, type OutboundResponse } from '@/lib/integrations/outbound';
import { parseChallenge, type Challenge } from './challenge';
import { registryProblem } from './problems';
import { Tokens } from './tokens';

/** Media types of what a tag may name. */
export const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

export interface Asked {
  /** Below the registry's origin, e.g. `/v2/`. */
  path: string;
  scope: string | null;
  accept?: string;
  maxBytes?: number;
  timeoutMs?: number;
  signal?: AbortSignal | undefined;
}

/** GET calls to one registry with whatever authentication it asks for: none, Basic, or Bearer tokens. */
export class RegistryHttp {
  readonly origin: string;
  readonly basic: string | null;
  private readonly tokens: Tokens;
  private readonly agent;
  private challenge: Challenge | null = null;

  constructor(address: RegistryAddress, options: { realm?: string } = {}) {
    this.origin = apiOrigin(address.url);
    this.basic =
      address.username === null
        ? null
        : `Basic ${Buffer.from(`${address.username}:${address.password ?? ''}`).toString('base64')}`;
    this.agent = guardedAgent({ ca: address.caBundle });
    this.tokens = new Tokens((call) => this.raw(call), {
      basic: this.basic,
      origin: this.origin,
      ...options,
    });
  }

  /** One call as it stands, without authentication; errors as Problems. */
  async raw(call: OutboundRequest): Promise<OutboundResponse> {
    try {
      return await send(this.agent, call);
    } catch (error) {
      throw registryProblem(error);
    }
  }

  /** A GET with authentication: what the registry asks for is learnt from its first 401 and kept. */
  get(asked: Asked): Promise<OutboundResponse> {
    return this.authorised('GET', asked);
  }

  /** As `get`, without a body: manifests' digests. */
  head(asked: Asked): Promise<OutboundResponse> {
    return this.authorised('HEAD', { ...asked, accept: asked.accept ?? MANIFESTS });
  }

  private async authorised(method: 'GET' | 'HEAD', asked: Asked): Promise<OutboundResponse> {
    const known = this.challenge;
    const first = await this.call(method, asked, known, false);
    if (first.status !== 401) return first;
    const challenge = parseChallenge(first.headers.get('www-authenticate'));
    if (!challenge) return first;
    this.challenge = challenge;
    // A Basic header that was refused will be refused again; a token may only have run out.
    if (known?.kind === 'basic' && challenge.kind === 'basic') return first;
    if (challenge.kind === 'basic' && this.basic === null) return first;
    return this.call(method, asked, challenge, known !== null);
  }

  private async call(
    method: 'GET' | 'HEAD',
    asked: Asked,
    challenge: Challenge | null,
    fresh: boolean,
  ): Promise<OutboundResponse> {
    const headers: Record<string, string> = { accept: asked.accept ?? 'application/json' };
    if (challenge?.kind === 'basic' && this.basic !== null) headers['authorization'] = this.basic;
    if (challenge?.kind === 'bearer') {
      const scope = asked.scope ?? challenge.scope;
      headers['authorization'] = `Bearer ${await this.tokens.get(challenge, scope, fresh, asked.signal)}`;
    }
    const url = new URL(asked.path, this.origin).href;
    const { maxBytes, timeoutMs, signal } = asked;
    return this.raw({ url, method, headers, maxBytes, timeoutMs, signal });
  }

  /** The Problem for a 401 or 403 that stayed after authentication. */
  refusal(status: number, detail: string): Problem {
    if (status === 403 || this.challenge?.kind === 'bearer')
      return new Problem('registry.forbidden', { detail });
    return new Problem(this.basic === null ? 'registry.sign_in' : 'registry.credentials');
  }

  /** Closes idle connections. */
  async close(): Promise<void> {
    await this.agent.close();
  }
}

/** The scope that pulling from a repository needs. */
export function pullScope(repository: string): string {
  return `repository:${repository}:pull`;
}

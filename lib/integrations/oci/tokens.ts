import { z } from 'zod';
import { Problem } from '@/lib/domain/problem';
import type { OutboundRequest, OutboundResponse } from '@/lib/integrations/outbound';
import type { BearerChallenge } from './challenge';
import { readJson } from './json';

type Send = (call: OutboundRequest) => Promise<OutboundResponse>;

const tokenSchema = z.object({
  token: z.string().optional(),
  access_token: z.string().optional(),
  expires_in: z.number().optional(),
});

interface Held {
  token: string;
  until: number;
}

const MOST_TOKENS = 500;

export interface TokenOptions {
  /** `Basic …`, or null for anonymous. */
  basic: string | null;
  /** Origin of the registry: its credentials never go from https to an http realm. */
  origin: string;
  /** A fixed token endpoint, used instead of the realm that the registry names. */
  realm?: string;
}

/** Gets and keeps bearer tokens, one for each scope (distribution's token authentication). */
export class Tokens {
  private readonly held = new Map<string, Held>();

  constructor(
    private readonly send: Send,
    private readonly options: TokenOptions,
  ) {}

  /** A token for a scope; null scope asks for a mere sign-in. `fresh` ignores what is held. */
  async get(
    challenge: BearerChallenge,
    scope: string | null,
    fresh: boolean,
    signal?: AbortSignal,
  ): Promise<string> {
    const key = scope ?? '';
    const held = this.held.get(key);
    if (!fresh && held && held.until > Date.now()) return held.token;
    const url = this.tokenUrl(challenge, scope);
    const { basic, origin } = this.options;
    const mayCarry = url.protocol === 'https:' || origin.startsWith('http:');
    const response = await this.send({
      url: url.href,
      headers: { accept: 'application/json', ...(basic && mayCarry ? { authorization: basic } : {}) },
      maxBytes: 256 * 1024,
      signal,
    });
    if (response.status === 401) throw new Problem(basic ? 'registry.credentials' : 'registry.sign_in');
    if (response.status === 403) throw new Problem('registry.forbidden', { detail: scope ?? 'sign-in' });
    if (response.status !== 200) {
      throw new Problem('registry.failed', { detail: `the token service answered ${response.status}` });
    }
    const answer = readJson(response, tokenSchema);
    const token = answer.token || answer.access_token;
    if (!token) throw new Problem('registry.failed', { detail: 'the token service gave no token' });
    if (this.held.size >= MOST_TOKENS) this.held.clear();
    // Distribution: 60 s where nothing is said. A little earlier, so that none runs out on its way.
    this.held.set(key, { token, until: Date.now() + Math.max(5, (answer.expires_in ?? 60) - 10) * 1000 });
    return token;
  }

  private tokenUrl(challenge: BearerChallenge, scope: string | null): URL {
    const realm = this.options.realm ?? challenge.realm;
    if (!URL.canParse(realm))
      throw new Problem('registry.failed', { detail: 'its token realm is not an address' });
    const url = new URL(realm);
    if (challenge.service !== null) url.searchParams.set('service', challenge.service);
    if (scope !== null) url.searchParams.set('scope', scope);
    return url;
  }
}

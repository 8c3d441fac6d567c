import type { Registry } from '@/lib/db';
import { isProblem, type Problem } from '@/lib/domain/problem';
import type { RegistryAddress, RegistryClient } from '@/lib/domain/registry';
import { HarborClient } from '@/lib/integrations/harbor';
import { OciClient } from '@/lib/integrations/oci';
import { sha256 } from '@/lib/runtime/crypto';
import { singleton } from '@/lib/runtime/singleton';
import { addressOf } from './rows';

interface Held {
  fingerprint: string;
  client: RegistryClient;
}

type Row = Pick<Registry, 'id' | 'kind' | 'url' | 'username' | 'password' | 'caBundle'>;

const MOST_HELD = 200;

/** The client of a registry, with its caches; a changed registry gets a new one. */
export function clientOf(row: Row): RegistryClient {
  const held = singleton('registry-clients', () => new Map<string, Held>());
  const fingerprint = sha256(JSON.stringify([row.kind, row.url, row.username, row.password, row.caBundle]));
  const known = held.get(row.id);
  if (known?.fingerprint === fingerprint) return known.client;
  if (held.size >= MOST_HELD) held.delete(held.keys().next().value ?? '');
  const client = withBreaker(newClient(row.kind, addressOf(row)));
  held.set(row.id, { fingerprint, client });
  return client;
}

/** A client that nothing is kept of, for tests of a connection. */
export function newClient(kind: Registry['kind'], address: RegistryAddress): RegistryClient {
  return kind === 'harbor' ? new HarborClient(address) : new OciClient(address);
}

const OPEN_MS = 3000;

/**
 * After a registry did not answer, everybody is told so at once for a few seconds instead of waiting for its time limit
 * again. A test always asks.
 */
function withBreaker(client: RegistryClient): RegistryClient {
  let failure: Problem | null = null;
  let until = 0;
  const guarded = async <T>(call: () => Promise<T>, always = false): Promise<T> => {
    if (!always && failure && Date.now() < until) throw failure;
    try {
      const answer = await call();
      failure = null;
      return answer;
    } catch (error) {
      if (isProblem(error) && (error.code === 'registry.timeout' || error.code === 'registry.unreachable')) {
        failure = error;
        until = Date.now() + OPEN_MS;
      }
      throw error;
    }
  };
  return {
    test: (signal) => guarded(() => client.test(signal), true),
    searchRepositories: (query) => guarded(() => client.searchRepositories(query)),
    listArtifacts: (repository, query) => guarded(() => client.listArtifacts(repository, query)),
    resolve: (query) => guarded(() => client.resolve(query)),
  };
}

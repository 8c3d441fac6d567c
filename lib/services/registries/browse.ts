import * as contract from '@/lib/contract/registries';
import { useCase } from '@/lib/services/kernel';
import { visibleRegistry } from './access';
import { clientOf } from './client';

/** Searches the repositories of a registry. */
export const searchRepositories = useCase(contract.searchRepositories, {
  run: async ({ principal, caller }, { params, query }) => {
    const client = clientOf(await visibleRegistry(principal, params.registry));
    return listed(await client.searchRepositories({ ...query, cursor: query.cursor, signal: caller.signal }));
  },
});

/** Artifacts of a repository that the query names. */
export const listArtifacts = useCase(contract.listArtifacts, {
  run: async ({ principal, caller }, { params, query }) => {
    const client = clientOf(await visibleRegistry(principal, params.registry));
    const { repository, ...rest } = query;
    return listed(
      await client.listArtifacts(repository, { ...rest, cursor: rest.cursor, signal: caller.signal }),
    );
  },
});

/** Artifacts of a repository that the path names. */
export const listRepositoryArtifacts = useCase(contract.listRepositoryArtifacts, {
  run: async ({ principal, caller }, { params, query }) => {
    const client = clientOf(await visibleRegistry(principal, params.registry));
    const { repository } = params;
    return listed(
      await client.listArtifacts(repository, { ...query, cursor: query.cursor, signal: caller.signal }),
    );
  },
});

function listed<P extends { total: number | null }>({
  total,
  ...page
}: P): Omit<P, 'total'> & { total?: number } {
  return total === null ? page : { ...page, total };
}

import { route } from '@/lib/http';
import { listRepositoryArtifacts } from '@/lib/services/registries';

const artifacts = route(listRepositoryArtifacts);

/** `…/repositories/{repository}/artifacts`: a repository's slashes come as they are or as %2F. */
export const GET: typeof artifacts = async (request, context) => {
  const { registry = '', path = [] } = (await context.params) ?? {};
  const parts = [path].flat();
  if (parts.at(-1) !== 'artifacts') return new Response(null, { status: 404 });
  return artifacts(request, { params: Promise.resolve({ registry, repository: parts.slice(0, -1) }) });
};

'use client';

import { useQuery } from '@tanstack/react-query';
import { ApiError, call } from '@/lib/client/call';
import type { Answer } from '@/lib/contract/operation';
import { getProject } from '@/lib/contract/projects';
import type { Permission } from '@/lib/domain/access';

type Project = Answer<typeof getProject>;

/** A project as frame and pages share it, with what one may do in it; nothing is allowed while it is not known. */
export function useProject(name: string | null) {
  const query = useQuery({
    queryKey: ['project', name],
    queryFn: ({ signal }) => call(getProject, { params: { project: name ?? '' } }, { signal }),
    enabled: name !== null,
    staleTime: 15_000,
    // A project on its way in or out changes by itself; that somebody else deletes it shows within moments.
    refetchInterval: ({ state }) => (isMoving(state.data) ? 2000 : 15_000),
  });
  const gone = query.error instanceof ApiError && query.error.status === 404;
  const project: Project | null = gone || name === null ? null : (query.data ?? null);
  return {
    project,
    may: (permission: Permission) => project?.permissions.includes(permission) ?? false,
    isLoading: query.isPending,
    error: query.error,
    gone,
    reload: () => void query.refetch(),
  };
}

function isMoving(project: Project | undefined): boolean {
  return project?.phase === 'creating' || project?.phase === 'deleting';
}

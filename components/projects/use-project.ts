'use client';

import { useQuery } from '@tanstack/react-query';
import { call } from '@/lib/client/call';
import { getProject } from '@/lib/contract/projects';
import type { Permission } from '@/lib/domain/access';
import type { ProjectView } from './types';

/** A project as its pages share it, with what one may do in it; nothing is allowed while it is not known. */
export function useProject(name: string) {
  const query = useQuery({
    queryKey: ['project', name],
    queryFn: ({ signal }) => call(getProject, { params: { project: name } }, { signal }),
    staleTime: 15_000,
    // A project on its way in or out changes by itself.
    refetchInterval: ({ state }) => (isMoving(state.data) ? 2000 : false),
  });
  const project: ProjectView | null = query.data ?? null;
  return {
    project,
    may: (permission: Permission) => project?.permissions.includes(permission) ?? false,
    isLoading: query.isPending,
    error: query.error,
    reload: () => void query.refetch(),
  };
}

function isMoving(project: ProjectView | undefined): boolean {
  return project?.phase === 'creating' || project?.phase === 'deleting';
}

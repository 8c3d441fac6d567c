'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ApiError, call } from '@/lib/client/call';
import { getProject } from '@/lib/contract/projects';
import { projectOfPath, rememberProject } from './current-project';

/** The project that the frame speaks of, with what one may do in it; null while unknown or without one. */
export function useProject(name: string | null) {
  const query = useQuery({
    queryKey: ['project', name],
    queryFn: ({ signal }) => call(getProject, { params: { project: name ?? '' } }, { signal }),
    enabled: name !== null,
    staleTime: 30_000,
  });
  const gone = query.error instanceof ApiError && query.error.status === 404;
  useEffect(() => {
    // A remembered project that is no longer there must not stay in the navigation.
    if (gone && projectOfPath(window.location.pathname) === null) rememberProject(null);
  }, [gone]);
  return gone || name === null ? null : (query.data ?? null);
}

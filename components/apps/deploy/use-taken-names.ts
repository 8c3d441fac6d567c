'use client';

import { useQuery } from '@tanstack/react-query';
import { call } from '@/lib/client/call';
import { listApps } from '@/lib/contract/apps';

const MOST = 100;

/** Names that apps of the project have (the first hundred), to propose a free one; the plan knows them all. */
export function useTakenNames(project: string, wanted: boolean): readonly string[] {
  const query = useQuery({
    queryKey: ['app-names', project],
    enabled: wanted,
    queryFn: ({ signal }) => call(listApps, { params: { project }, query: { limit: MOST } }, { signal }),
  });
  return query.data?.items.map((app) => app.name) ?? [];
}

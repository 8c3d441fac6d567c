'use client';

import { useQuery } from '@tanstack/react-query';
import { call } from '@/lib/client/call';
import { listTenants } from '@/lib/contract/tenants';

/** The tenants in which one may create projects. */
export function useOwnTenants() {
  const query = useQuery({
    queryKey: ['tenants', 'own'],
    queryFn: ({ signal }) => call(listTenants, { query: { limit: 500 } }, { signal }),
    staleTime: 30_000,
  });
  const creatable = (query.data?.items ?? []).filter((tenant) =>
    tenant.permissions.includes('tenant.projects.create'),
  );
  return { creatable, mayCreate: creatable.length > 0, isLoading: query.isPending };
}

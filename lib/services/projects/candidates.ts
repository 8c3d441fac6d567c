import { listProjectCandidates as operation } from '@/lib/contract/projects';
import { projectOf, useCase } from '@/lib/services/kernel';
import { findPeople } from '@/lib/services/tenants';

/** People who can sign in and are no members yet, found by name: names only. */
export const listProjectCandidates = useCase(operation, {
  run: async (context, { query }) => {
    const { id, tenantId } = projectOf(context);
    return {
      items: await findPeople(query.search, {
        projectMembers: { none: { projectId: id } },
        tenantMembers: { none: { tenantId, role: 'owner' } },
      }),
    };
  },
});

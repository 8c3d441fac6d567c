import { getTenant as operation } from '@/lib/contract/tenants';
import { tenantOf, useCase } from '@/lib/services/kernel';
import { loadTenant } from './shown';

/** One tenant. */
export const getTenant = useCase(operation, {
  run: async (context) => loadTenant(context.principal, tenantOf(context).id),
});

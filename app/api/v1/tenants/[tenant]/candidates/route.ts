import { route } from '@/lib/http';
import { listTenantCandidates } from '@/lib/services/tenants';

export const GET = route(listTenantCandidates);

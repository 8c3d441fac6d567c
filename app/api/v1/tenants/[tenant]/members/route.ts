import { route } from '@/lib/http';
import { listTenantMembers } from '@/lib/services/tenants';

export const GET = route(listTenantMembers);

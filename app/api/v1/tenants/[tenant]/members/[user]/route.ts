import { route } from '@/lib/http';
import { deleteTenantMember, putTenantMember } from '@/lib/services/tenants';

export const PUT = route(putTenantMember);
export const DELETE = route(deleteTenantMember);

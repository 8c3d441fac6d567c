import { route } from '@/lib/http';
import { createTenant, listTenants } from '@/lib/services/tenants';

export const GET = route(listTenants);
export const POST = route(createTenant);

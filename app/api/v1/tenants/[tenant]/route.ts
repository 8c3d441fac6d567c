import { route } from '@/lib/http';
import { deleteTenant, getTenant, updateTenant } from '@/lib/services/tenants';

export const GET = route(getTenant);
export const PATCH = route(updateTenant);
export const DELETE = route(deleteTenant);

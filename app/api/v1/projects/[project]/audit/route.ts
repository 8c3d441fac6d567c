import { route } from '@/lib/http';
import { listProjectAudit } from '@/lib/services/audit';

export const GET = route(listProjectAudit);

import { route } from '@/lib/http';
import { listAudit } from '@/lib/services/audit';

export const GET = route(listAudit);

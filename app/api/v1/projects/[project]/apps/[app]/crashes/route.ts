import { route } from '@/lib/http';
import { listCrashes } from '@/lib/services/apps';

export const GET = route(listCrashes);

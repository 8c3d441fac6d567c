import { route } from '@/lib/http';
import { listAppPods } from '@/lib/services/apps';

export const GET = route(listAppPods);

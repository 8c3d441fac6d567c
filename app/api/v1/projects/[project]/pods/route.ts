import { route } from '@/lib/http';
import { listProjectPods } from '@/lib/services/apps';

export const GET = route(listProjectPods);

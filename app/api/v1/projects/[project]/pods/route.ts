import { route } from '@/lib/http';
import { listProjectPods } from '@/lib/services/pods';

export const GET = route(listProjectPods);

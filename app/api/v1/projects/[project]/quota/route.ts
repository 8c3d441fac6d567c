import { route } from '@/lib/http';
import { setProjectQuota } from '@/lib/services/projects';

export const PUT = route(setProjectQuota);

import { route } from '@/lib/http';
import { checkProjectQuota } from '@/lib/services/projects';

export const GET = route(checkProjectQuota);

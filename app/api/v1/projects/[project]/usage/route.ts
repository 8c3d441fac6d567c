import { route } from '@/lib/http';
import { getProjectUsage } from '@/lib/services/projects';

export const GET = route(getProjectUsage);

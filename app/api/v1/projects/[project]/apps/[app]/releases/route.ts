import { route } from '@/lib/http';
import { listReleases } from '@/lib/services/apps';

export const GET = route(listReleases);

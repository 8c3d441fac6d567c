import { route } from '@/lib/http';
import { diffReleases } from '@/lib/services/apps';

export const GET = route(diffReleases);

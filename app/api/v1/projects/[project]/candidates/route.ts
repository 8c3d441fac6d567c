import { route } from '@/lib/http';
import { listProjectCandidates } from '@/lib/services/projects';

export const GET = route(listProjectCandidates);

import { route } from '@/lib/http';
import { listProjectMembers } from '@/lib/services/projects';

export const GET = route(listProjectMembers);

import { route } from '@/lib/http';
import { repairProject } from '@/lib/services/projects';

export const POST = route(repairProject);

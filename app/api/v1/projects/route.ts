import { route } from '@/lib/http';
import { createProject, listProjects } from '@/lib/services/projects';

export const GET = route(listProjects);
export const POST = route(createProject);

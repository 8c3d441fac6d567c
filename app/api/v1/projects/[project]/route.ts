import { route } from '@/lib/http';
import { deleteProject, getProject, updateProject } from '@/lib/services/projects';

export const GET = route(getProject);
export const PATCH = route(updateProject);
export const DELETE = route(deleteProject);

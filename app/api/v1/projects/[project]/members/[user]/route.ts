import { route } from '@/lib/http';
import { deleteProjectMember, putProjectMember } from '@/lib/services/projects';

export const PUT = route(putProjectMember);
export const DELETE = route(deleteProjectMember);

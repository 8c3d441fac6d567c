import { route } from '@/lib/http';
import { getProjectContents } from '@/lib/services/projects';

export const GET = route(getProjectContents);

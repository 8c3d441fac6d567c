import { route } from '@/lib/http';
import { getProjectImage } from '@/lib/services/registries';

export const GET = route(getProjectImage);

import { route } from '@/lib/http';
import { getImage } from '@/lib/services/registries';

export const GET = route(getImage);

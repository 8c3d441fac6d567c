import { route } from '@/lib/http';
import { getHome } from '@/lib/services/home';

export const GET = route(getHome);

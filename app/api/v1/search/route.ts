import { route } from '@/lib/http';
import { search } from '@/lib/services/home';

export const GET = route(search);

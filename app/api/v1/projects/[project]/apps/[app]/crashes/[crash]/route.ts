import { route } from '@/lib/http';
import { getCrash } from '@/lib/services/apps';

export const GET = route(getCrash);

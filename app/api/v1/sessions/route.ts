import { route } from '@/lib/http';
import { listSessions } from '@/lib/services/sessions';

export const GET = route(listSessions);

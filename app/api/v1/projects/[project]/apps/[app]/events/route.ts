import { route } from '@/lib/http';
import { listAppEvents } from '@/lib/services/apps';

export const GET = route(listAppEvents);

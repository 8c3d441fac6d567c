import { route } from '@/lib/http';
import { deleteLogExcerpt, readLogExcerpt } from '@/lib/services/logs';

export const GET = route(readLogExcerpt);
export const DELETE = route(deleteLogExcerpt);

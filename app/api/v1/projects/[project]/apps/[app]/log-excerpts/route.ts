import { route } from '@/lib/http';
import { createLogExcerpt, listLogExcerpts } from '@/lib/services/logs';

export const GET = route(listLogExcerpts);
export const POST = route(createLogExcerpt);

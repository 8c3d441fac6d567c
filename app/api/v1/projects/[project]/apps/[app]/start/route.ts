import { route } from '@/lib/http';
import { startApp } from '@/lib/services/apps';

export const POST = route(startApp);

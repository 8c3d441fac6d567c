import { route } from '@/lib/http';
import { restartApp } from '@/lib/services/apps';

export const POST = route(restartApp);

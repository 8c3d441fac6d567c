import { route } from '@/lib/http';
import { stopApp } from '@/lib/services/apps';

export const POST = route(stopApp);

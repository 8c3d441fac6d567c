import { route } from '@/lib/http';
import { scaleApp } from '@/lib/services/apps';

export const POST = route(scaleApp);

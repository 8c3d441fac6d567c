import { route } from '@/lib/http';
import { listApps, createApp } from '@/lib/services/apps';

export const GET = route(listApps);
export const POST = route(createApp);

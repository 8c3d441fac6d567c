import { route } from '@/lib/http';
import { planNewApp } from '@/lib/services/apps';

export const POST = route(planNewApp);

import { route } from '@/lib/http';
import { planApp } from '@/lib/services/apps';

export const POST = route(planApp);

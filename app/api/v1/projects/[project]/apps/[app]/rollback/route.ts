import { route } from '@/lib/http';
import { rollbackApp } from '@/lib/services/apps';

export const POST = route(rollbackApp);

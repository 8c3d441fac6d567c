import { route } from '@/lib/http';
import { endSession } from '@/lib/services/sessions';

export const DELETE = route(endSession);

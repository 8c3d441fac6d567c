import { route } from '@/lib/http';
import { endShell } from '@/lib/services/shells';

export const DELETE = route(endShell);

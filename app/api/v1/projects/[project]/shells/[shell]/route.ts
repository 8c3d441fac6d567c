import { route } from '@/lib/http';
import { endShell, getShell } from '@/lib/services/shells';

export const GET = route(getShell);
export const DELETE = route(endShell);

import { route } from '@/lib/http';
import { deleteToken } from '@/lib/services/tokens';

export const DELETE = route(deleteToken);

import { route } from '@/lib/http';
import { getMe, updateMe } from '@/lib/services/identity';

export const GET = route(getMe);
export const PATCH = route(updateMe);

import { route } from '@/lib/http';
import { deleteUser, getUser, updateUser } from '@/lib/services/users';

export const GET = route(getUser);
export const PATCH = route(updateUser);
export const DELETE = route(deleteUser);

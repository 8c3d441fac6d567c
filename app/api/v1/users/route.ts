import { route } from '@/lib/http';
import { createUser, listUsers } from '@/lib/services/users';

export const GET = route(listUsers);
export const POST = route(createUser);

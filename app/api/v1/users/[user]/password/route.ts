import { route } from '@/lib/http';
import { resetPassword } from '@/lib/services/users';

export const POST = route(resetPassword);

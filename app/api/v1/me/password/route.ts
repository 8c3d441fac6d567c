import { route } from '@/lib/http';
import { changeMyPassword } from '@/lib/services/identity';

export const PUT = route(changeMyPassword);

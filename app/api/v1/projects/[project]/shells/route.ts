import { route } from '@/lib/http';
import { listShells } from '@/lib/services/shells';

export const GET = route(listShells);

import { route } from '@/lib/http';
import { listLiveShells } from '@/lib/services/shells';

export const GET = route(listLiveShells);

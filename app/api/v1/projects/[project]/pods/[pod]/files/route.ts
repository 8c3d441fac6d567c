import { route } from '@/lib/http';
import { listFiles } from '@/lib/services/files';

export const GET = route(listFiles);

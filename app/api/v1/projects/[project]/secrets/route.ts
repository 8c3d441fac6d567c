import { route } from '@/lib/http';
import { listSecrets } from '@/lib/services/secrets';

export const GET = route(listSecrets);

import { route } from '@/lib/http';
import { revealSecret } from '@/lib/services/secrets';

export const POST = route(revealSecret);

import { route } from '@/lib/http';
import { createToken, listTokens } from '@/lib/services/tokens';

export const GET = route(listTokens);
export const POST = route(createToken);

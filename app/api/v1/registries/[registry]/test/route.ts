import { route } from '@/lib/http';
import { testRegistry } from '@/lib/services/registries';

export const POST = route(testRegistry);

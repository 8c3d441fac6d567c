import { route } from '@/lib/http';
import { testNewRegistry } from '@/lib/services/registries';

export const POST = route(testNewRegistry);

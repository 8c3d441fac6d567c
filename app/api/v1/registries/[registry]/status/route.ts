import { route } from '@/lib/http';
import { getRegistryStatus } from '@/lib/services/registries';

export const GET = route(getRegistryStatus);

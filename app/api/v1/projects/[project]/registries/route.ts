import { route } from '@/lib/http';
import { listProjectRegistries } from '@/lib/services/registries';

export const GET = route(listProjectRegistries);

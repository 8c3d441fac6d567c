import { route } from '@/lib/http';
import { createRegistry, listRegistries } from '@/lib/services/registries';

export const GET = route(listRegistries);
export const POST = route(createRegistry);

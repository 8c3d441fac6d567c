import { route } from '@/lib/http';
import { deleteRegistry, getRegistry, updateRegistry } from '@/lib/services/registries';

export const GET = route(getRegistry);
export const PATCH = route(updateRegistry);
export const DELETE = route(deleteRegistry);

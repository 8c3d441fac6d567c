import { route } from '@/lib/http';
import { searchRepositories } from '@/lib/services/registries';

export const GET = route(searchRepositories);

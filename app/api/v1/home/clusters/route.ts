import { route } from '@/lib/http';
import { listClusterStates } from '@/lib/services/home';

export const GET = route(listClusterStates);

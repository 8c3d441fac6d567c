import { route } from '@/lib/http';
import { listClusters } from '@/lib/services/clusters';

export const GET = route(listClusters);

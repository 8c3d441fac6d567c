import { route } from '@/lib/http';
import { listArtifacts } from '@/lib/services/registries';

export const GET = route(listArtifacts);

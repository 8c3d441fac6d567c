import { route } from '@/lib/http';
import { listDebugContainers, startDebugContainer } from '@/lib/services/debug';

export const GET = route(listDebugContainers);
export const POST = route(startDebugContainer);

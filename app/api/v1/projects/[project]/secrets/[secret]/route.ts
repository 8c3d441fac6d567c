import { route } from '@/lib/http';
import { putSecret, deleteSecret } from '@/lib/services/secrets';

export const PUT = route(putSecret);
export const DELETE = route(deleteSecret);

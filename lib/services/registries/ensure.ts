import { db } from '@/lib/db';
import { insertRegistry } from './create';

/** Adds a registry at start-up unless one of that name is there; one that an administrator changed stays as it is. */
export async function ensureRegistry(registry: {
  name: string;
  kind: 'oci' | 'harbor';
  url: string;
  username?: string | null;
  password?: string | null;
  caBundle?: string | null;
}): Promise<boolean> {
  if (await db().registry.findUnique({ where: { name: registry.name } })) return false;
  await insertRegistry(registry);
  return true;
}

import { db } from '@/lib/db';
import { uuidv7 } from '@/lib/runtime/uuid';

const KEY = 'installation';

/**
 * A random name of this installation, made once and kept in its database: all replicas share it, and no other
 * installation has it, whichever clusters both use.
 */
export async function installationId(): Promise<string> {
  await db().setting.createMany({ data: [{ key: KEY, value: uuidv7() }], skipDuplicates: true });
  const { value } = await db().setting.findUniqueOrThrow({ where: { key: KEY } });
  if (typeof value !== 'string') throw new Error('the name of the installation is not a text');
  return value;
}

import { singleton } from '@/lib/runtime/singleton';
import { parseConfig, type Config } from './schema';

export type { Config } from './schema';
export { parseConfig } from './schema';

/** The process's settings, parsed on first use; the only reader of the environment in lib. */
export function config(): Config {
  return singleton('config', () => parseConfig(process.env));
}

/** The 32 bytes that encrypt secrets at rest. */
export function secretKey(): Buffer {
  return Buffer.from(config().BERTH_SECRET_KEY, 'base64');
}

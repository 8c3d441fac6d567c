import { log } from '@/lib/observability/log';
import { singleton } from '@/lib/runtime/singleton';

type Listener = (registry: string) => Promise<void>;

const listeners = () => singleton('registry-listeners', () => new Map<string, Listener>());

/**
 * Calls back after a registry was added, changed or removed, e.g. to renew the pull secrets of projects. One listener
 * a key: registering again (another copy of a module) replaces it.
 */
export function onRegistryChange(key: string, listener: Listener): void {
  listeners().set(key, listener);
}

/** Tells the listeners. The change itself stands; one that fails is logged and left to its own repair. */
export async function registryChanged(registry: string): Promise<void> {
  for (const [key, listener] of listeners()) {
    try {
      await listener(registry);
    } catch (error) {
      log.error('a listener of registries failed', { listener: key, registry, error });
    }
  }
}

/**
 * Returns the one instance of `name` in this process, making it on first use.
 *
 * Next's route bundles and server.ts hold separate copies of every module (docs/adr/0001); only `globalThis` is
 * shared between them, so whatever must exist once (database client, caches, hubs) is reached through here.
 */
export function singleton<T>(name: string, create: () => T): T {
  const store = globalThis as typeof globalThis & { __berth?: Map<string, unknown> };
  store.__berth ??= new Map();
  if (!store.__berth.has(name)) store.__berth.set(name, create());
  return store.__berth.get(name) as T;
}

import { singleton } from '@/lib/runtime/singleton';
import type { EndReason } from './types';

interface Listener<T> {
  value: (value: T) => void;
  ended?: (reason: EndReason) => void;
}

interface Shared {
  listeners: Set<Listener<unknown>>;
  last: { value: unknown } | null;
  end: () => void;
}

/** How what is shared tells of itself. */
export interface Teller<T> {
  tell: (value: T) => void;
  end: (reason: EndReason) => void;
}

/**
 * Joins what is made once for all who look at it: it begins with the first, ends after the last, and who comes later
 * has the newest value at once. Returns how to leave.
 */
export function joinShared<T>(
  kind: string,
  key: string,
  begin: (teller: Teller<T>) => () => void,
  listener: Listener<T>,
): () => void {
  const all = singleton(`shared:${kind}`, () => new Map<string, Shared>());
  const known = all.get(key);
  const shared = known ?? { listeners: new Set(), last: null, end: () => undefined };
  const mine = listener as Listener<unknown>;
  shared.listeners.add(mine);
  if (known) {
    if (known.last) listener.value(known.last.value as T);
  } else {
    all.set(key, shared);
    shared.end = begin({
      tell: (value) => {
        shared.last = { value };
        for (const each of shared.listeners) each.value(value);
      },
      end: (reason) => {
        for (const each of shared.listeners) each.ended?.(reason);
      },
    });
  }
  return () => {
    if (!shared.listeners.delete(mine) || shared.listeners.size > 0) return;
    if (all.get(key) === shared) all.delete(key);
    shared.end();
  };
}

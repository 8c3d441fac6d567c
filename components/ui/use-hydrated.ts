'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** False while the server's HTML is taken over: dialogues that the address opens wait for it, as the server drew none. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

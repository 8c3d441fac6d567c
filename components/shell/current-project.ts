'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useSyncExternalStore } from 'react';

const KEY = 'berth-project';
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Keeps the project that was looked at last; null forgets it. */
export function rememberProject(name: string | null): void {
  if (sessionStorage.getItem(KEY) === name) return;
  if (name === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, name);
  listeners.forEach((listener) => listener());
}

/** The project of an address: `/projects/shop/…`. */
export function projectOfPath(pathname: string): string | null {
  return /^\/projects\/([a-z0-9][-a-z0-9]*)(?:\/|$)/.exec(pathname)?.[1] ?? null;
}

/** The project that the navigation speaks of: the page's own, else the one that was looked at last in this tab. */
export function useCurrentProject(): string | null {
  const here = projectOfPath(usePathname());
  const last = useSyncExternalStore(
    subscribe,
    () => sessionStorage.getItem(KEY),
    () => null,
  );
  useEffect(() => {
    if (here) rememberProject(here);
  }, [here]);
  return here ?? last;
}

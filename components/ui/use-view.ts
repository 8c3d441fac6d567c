'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';

/**
 * What a page shows (search, filters, open row) kept in the address bar, so that a link shows another person the same.
 * `defaults` names the keys; a value equal to its default is left out of the address.
 */
export function useView<T extends Record<string, string>>(
  defaults: T,
): [T, (change: Partial<Record<keyof T, string>>) => void] {
  const search = useSearchParams();
  const pathname = usePathname();
  const text = search.toString();
  const fallback = JSON.stringify(defaults);

  const view = useMemo(() => {
    const params = new URLSearchParams(text);
    const base = JSON.parse(fallback) as T;
    return Object.fromEntries(
      Object.entries(base).map(([key, value]) => [key, params.get(key) ?? value]),
    ) as T;
  }, [text, fallback]);

  const setView = useCallback(
    (change: Partial<Record<keyof T, string>>) => {
      // Not the hook's value: two changes in one moment must both count.
      const params = new URLSearchParams(window.location.search);
      const base = JSON.parse(fallback) as T;
      for (const [key, value] of Object.entries(change)) {
        if (value === undefined || value === base[key] || value === '') params.delete(key);
        else params.set(key, value);
      }
      const query = params.toString();
      window.history.replaceState(null, '', query ? `${pathname}?${query}` : pathname);
    },
    [pathname, fallback],
  );
  return [view, setView];
}

'use client';

import { createContext, use } from 'react';
import type { Reachability } from '@/lib/contract/live';

/** What can't be reached, the nearest first: without the console nothing is known of the database, and so on. */
export interface Reach {
  /** The culprit, and since when (ISO time; null where nobody knows). */
  down: { what: 'console' | 'database'; since: string | null } | null;
  /** Every cluster that concerns the viewer; undefined before the first answer. */
  clusters: Reachability['clusters'] | undefined;
}

/** Apart from what fills it: the page that signs in has nothing live. */
export const ReachContext = createContext<Reach>({ down: null, clusters: undefined });

/** What can be reached at the moment, the same for everything on the page. */
export function useReach(): Reach {
  return use(ReachContext);
}

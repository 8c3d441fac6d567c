'use client';

import { createContext, use, type ReactNode } from 'react';
import type { Me, Permission } from '@/lib/domain/access';

const MeContext = createContext<Me | null>(null);

/** Tells the pages below who looks at them. */
export function MeProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <MeContext value={me}>{children}</MeContext>;
}

/** Who looks at this page, and what they may on the platform. The server decides anew on every call. */
export function useMe(): Me & { may: (permission: Permission) => boolean } {
  const me = use(MeContext);
  if (!me) throw new Error('useMe outside of the console');
  return { ...me, may: (permission) => me.permissions.includes(permission) };
}

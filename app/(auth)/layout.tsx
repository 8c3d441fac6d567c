import type { ReactNode } from 'react';
import { Unavailable } from '@/components/shell/unavailable';
import { isDatabaseAway, pagePrincipal } from '@/lib/auth/page';

/** The pages outside of the frame; without the database nobody can sign in either. */
export default async function AuthLayout({ children }: { children: ReactNode }) {
  try {
    await pagePrincipal();
  } catch (error) {
    if (isDatabaseAway(error)) return <Unavailable />;
    throw error;
  }
  return children;
}

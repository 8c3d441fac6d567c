import type { ReactNode } from 'react';
import { Frame } from '@/components/shell/frame';
import { Unavailable } from '@/components/shell/unavailable';
import { isDatabaseAway, requirePagePrincipal } from '@/lib/auth/page';
import { meOf, type Principal } from '@/lib/domain/access';

/** Every page of the console: only for who is signed in, inside the frame. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  let principal: Principal;
  try {
    principal = await requirePagePrincipal();
  } catch (error) {
    if (isDatabaseAway(error)) return <Unavailable />;
    throw error;
  }
  return <Frame me={meOf(principal)}>{children}</Frame>;
}

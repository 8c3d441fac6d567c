import type { ReactNode } from 'react';
import { Frame } from '@/components/shell/frame';
import { requirePagePrincipal } from '@/lib/auth/page';
import { meOf } from '@/lib/domain/access';

/** Every page of the console: only for who is signed in, inside the frame. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const principal = await requirePagePrincipal();
  return <Frame me={meOf(principal)}>{children}</Frame>;
}

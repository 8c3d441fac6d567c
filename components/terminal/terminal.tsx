'use client';

import dynamic from 'next/dynamic';
import { Loading } from '@/components/ui';
import type { TerminalViewProps } from './terminal-view';

const View = dynamic(() => import('./terminal-view'), { ssr: false, loading: () => <Loading rows={3} /> });

/** A shell; the terminal's own code is loaded when the first one is opened. */
export function Terminal(props: TerminalViewProps) {
  return <View {...props} />;
}

'use client';

import dynamic from 'next/dynamic';
import { Loading } from '@/components/ui';
import type { LogViewProps } from './log-view';

const View = dynamic(() => import('./log-view').then((module) => module.LogView), {
  ssr: false,
  loading: () => <Loading rows={3} />,
});

/** A log; its code is loaded when the first one is opened. */
export function LogView(props: LogViewProps) {
  return <View {...props} />;
}

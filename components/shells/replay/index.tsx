'use client';

import dynamic from 'next/dynamic';
import { Loading } from '@/components/ui';

/** Replays a recording; player and terminal are loaded when somebody asks for one. */
export const Replay = dynamic(() => import('./replay-view'), {
  ssr: false,
  loading: () => <Loading rows={6} />,
});

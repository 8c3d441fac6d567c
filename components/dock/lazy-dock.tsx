'use client';

import dynamic from 'next/dynamic';
import { useDockState } from './dock-context';

const Panel = dynamic(() => import('./dock').then((module) => module.Dock), { ssr: false });

/** The dock; its code is loaded when there is something in it. */
export function Dock() {
  return useDockState().tabs.length === 0 ? null : <Panel />;
}

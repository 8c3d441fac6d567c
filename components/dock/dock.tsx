'use client';

import { useDockState } from './dock-context';

/** The panel below the pages with shells and logs. */
export function Dock() {
  const { tabs } = useDockState();
  if (tabs.length === 0) return null;
  return null;
}

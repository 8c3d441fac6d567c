'use client';

import {
  createContext,
  use,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { useMe } from '@/lib/client/me';
import { recallDock, rememberDock } from './dock-memory';
import {
  createDockStore,
  type DockState,
  type DockStore,
  type LogTarget,
  type ShellTarget,
} from './dock-store';

const DockContext = createContext<DockStore | null>(null);

/** Holds the dock's tabs, also over a reload; stands around the pages and `<Dock/>` in the console's layout. */
export function DockProvider({ children }: { children: ReactNode }) {
  const [store] = useState(createDockStore);
  const { id } = useMe();
  useEffect(() => {
    const before = recallDock(id);
    if (before && store.get().tabs.length === 0) store.restore(before);
    return store.subscribe(() => rememberDock(id, store.get()));
  }, [store, id]);
  return <DockContext value={store}>{children}</DockContext>;
}

/** The store itself, for the dock's own parts. */
export function useDockStore(): DockStore {
  const store = use(DockContext);
  if (!store) throw new Error('useDock outside of DockProvider');
  return store;
}

/** The dock's tabs as they are now. */
export function useDockState(): DockState {
  const store = useDockStore();
  return useSyncExternalStore(store.subscribe, store.get, store.get);
}

/** Opens shells and logs in the dock, from any page. */
export function useDock(): {
  openShell: (target: ShellTarget) => void;
  openLog: (target: LogTarget) => void;
} {
  const store = useDockStore();
  return useMemo(() => ({ openShell: store.openShell, openLog: store.openLog }), [store]);
}

import { createStore, type Store } from './store';

/** A container to open a shell in. */
export interface ShellTarget {
  project: string;
  pod: string;
  /** The pod's first one when not given. */
  container?: string;
  /** The best shell of the container when not given. */
  command?: string[];
  /** A debug container is started beside the container, and the shell is opened in that. */
  debug?: boolean;
  /** Somebody's running session that is looked at instead. */
  watch?: { session: string; user: string };
}

/** What a log tab shows: a whole app, or one pod. */
export interface LogTarget {
  project: string;
  app?: string;
  pod?: string;
  container?: string;
  previous?: boolean;
}

export type DockTab = { id: string; title: string } &
  /** `session` is known once it is open: with it, the tab finds its shell again after a reload, while it is `lasting`. */
  (
    | { kind: 'shell'; target: ShellTarget; running: boolean; lasting: boolean; session?: string }
    | { kind: 'log'; target: LogTarget }
  );

export interface DockState {
  tabs: DockTab[];
  active: string | null;
  hidden: boolean;
  /** Height in pixels. */
  height: number;
}

export const LEAST_HEIGHT = 140;

export type DockStore = Store<DockState> & {
  openShell: (target: ShellTarget) => void;
  openLog: (target: LogTarget) => void;
  close: (id: string) => void;
  activate: (id: string) => void;
  setHidden: (hidden: boolean) => void;
  setHeight: (height: number) => void;
  setRunning: (id: string, running: boolean, lasting: boolean) => void;
  setSession: (id: string, session: string) => void;
  /** Another shell in the place of one that has ended. */
  replaceShell: (id: string, target: ShellTarget) => void;
  /** Takes over what an earlier page of this tab of the browser had open. */
  restore: (state: DockState) => void;
};

/** The dock's tabs; they live as long as the console's layout, whatever page is open. */
export function createDockStore(): DockStore {
  const store = createStore<DockState>({ tabs: [], active: null, hidden: false, height: 320 });
  let counter = 0;
  const changeShell = (id: string, change: Partial<DockTab & { kind: 'shell' }>) =>
    store.set((state) => ({
      ...state,
      tabs: state.tabs.map((tab) => (tab.id === id && tab.kind === 'shell' ? { ...tab, ...change } : tab)),
    }));
  const add = (tab: DockTab) =>
    store.set((state) => ({ ...state, tabs: [...state.tabs, tab], active: tab.id, hidden: false }));
  return {
    ...store,
    openShell: (target) => {
      counter += 1;
      add(shellTab(`shell-${counter}`, target));
    },
    openLog: (target) => {
      const same = store
        .get()
        .tabs.find((tab) => tab.kind === 'log' && JSON.stringify(tab.target) === JSON.stringify(target));
      if (same) {
        store.set((state) => ({ ...state, active: same.id, hidden: false }));
        return;
      }
      counter += 1;
      add({ id: `log-${counter}`, kind: 'log', title: titleOf(target), target });
    },
    close: (id) =>
      store.set((state) => {
        const at = state.tabs.findIndex((tab) => tab.id === id);
        const tabs = state.tabs.filter((tab) => tab.id !== id);
        const next = tabs[Math.min(at, tabs.length - 1)]?.id ?? null;
        return { ...state, tabs, active: state.active === id ? next : state.active };
      }),
    activate: (id) => store.set((state) => ({ ...state, active: id, hidden: false })),
    setHidden: (hidden) => store.set((state) => ({ ...state, hidden })),
    setHeight: (height) =>
      store.set((state) => ({ ...state, height: Math.max(LEAST_HEIGHT, Math.round(height)) })),
    setRunning: (id, running, lasting) => changeShell(id, { running, lasting }),
    setSession: (id, session) => changeShell(id, { session }),
    replaceShell: (id, target) =>
      store.set((state) => ({
        ...state,
        tabs: state.tabs.map((tab) => (tab.id === id ? shellTab(id, target) : tab)),
      })),
    restore: (state) => {
      counter = Math.max(counter, ...state.tabs.map((tab) => Number(tab.id.replace(/\D/g, ''))));
      store.set(() => state);
    },
  };
}

function shellTab(id: string, target: ShellTarget): DockTab {
  return { id, kind: 'shell', title: titleOf(target), target, running: true, lasting: true };
}

function titleOf(target: LogTarget | ShellTarget): string {
  const name = ('app' in target ? target.app : undefined) ?? target.pod ?? target.project;
  return target.container ? `${name}/${target.container}` : name;
}

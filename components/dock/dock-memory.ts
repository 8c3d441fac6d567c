import type { DockState } from './dock-store';

// Of this tab of the browser only, and of one person: somebody else who signs in here finds nothing of it.
const keyOf = (user: string) => `berth.dock.1.${user}`;

/** Keeps the dock for the next page of this tab of the browser: all but shells that have ended, which nothing brings back. */
export function rememberDock(user: string, now: DockState): void {
  const state = withoutEnded(now);
  try {
    if (state.tabs.length === 0) sessionStorage.removeItem(keyOf(user));
    else sessionStorage.setItem(keyOf(user), JSON.stringify(state));
  } catch {
    // Storage is full or forbidden: then a reload begins with an empty dock.
  }
}

function withoutEnded(state: DockState): DockState {
  const tabs = state.tabs.filter((tab) => tab.kind !== 'shell' || tab.lasting);
  const active = tabs.some((tab) => tab.id === state.active) ? state.active : (tabs.at(-1)?.id ?? null);
  return { ...state, tabs, active };
}

/** What an earlier page of this tab had open; null when nothing. */
export function recallDock(user: string): DockState | null {
  try {
    const text = sessionStorage.getItem(keyOf(user));
    const state = text === null ? null : (JSON.parse(text) as DockState);
    return state && Array.isArray(state.tabs) ? state : null;
  } catch {
    return null;
  }
}

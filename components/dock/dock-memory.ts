import type { DockState } from './dock-store';

// Of this tab of the browser only, and of one person: somebody else who signs in here finds nothing of it.
const keyOf = (user: string) => `berth.dock.1.${user}`;

/** Keeps the dock for the next page of this tab of the browser. */
export function rememberDock(user: string, state: DockState): void {
  try {
    if (state.tabs.length === 0) sessionStorage.removeItem(keyOf(user));
    else sessionStorage.setItem(keyOf(user), JSON.stringify(state));
  } catch {
    // Storage is full or forbidden: then a reload begins with an empty dock.
  }
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

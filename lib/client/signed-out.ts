const listeners = new Set<() => void>();
let over = false;

/** Notes that the server no longer knows who this is: signed out elsewhere, disabled, or too long away. */
export function noteSignedOut(): void {
  over = true;
  for (const listener of listeners) listener();
}

/** True once the session is over; a store for useSyncExternalStore. */
export const signedOut = {
  get: () => over,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};

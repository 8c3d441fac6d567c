import type { LiveRows } from '@/lib/contract/live';

/** Why a live subscription ended without its owner closing it. */
export type EndReason = 'signed-out' | 'forbidden' | 'gone' | 'error';

/** Receives whole snapshots of something small. */
export interface Listener<T> {
  snapshot: (value: T) => void;
  /** Called at most once; nothing follows it. */
  ended: (reason: EndReason) => void;
}

type Lists<T extends keyof LiveRows> = {
  [L in keyof LiveRows[T]['lists']]: { rows: LiveRows[T]['lists'][L][]; total: number };
};

/** All that a page shows of a topic, with the topic's own rows. */
export interface FrameOf<T extends keyof LiveRows> {
  lists: Lists<T>;
  info: LiveRows[T]['info'];
}

/** Receives whole frames; what differs from the one before is found where it is sent. */
export interface FrameListener<T extends keyof LiveRows> {
  frame: (frame: FrameOf<T>) => void;
  /** Called at most once; nothing follows it. */
  ended: (reason: EndReason) => void;
}

/** An open subscription. */
export interface Subscription {
  close: () => void;
}

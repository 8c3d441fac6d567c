import type { z } from 'zod';
import type { appSchema, eventSchema, podSchema } from '@/lib/contract/apps';
import type { crashSchema } from '@/lib/contract/crashes';

export type AppView = z.output<typeof appSchema>;
export type PodView = z.output<typeof podSchema>;
export type EventView = z.output<typeof eventSchema>;
export type CrashView = z.output<typeof crashSchema>;

/** Why a live subscription ended without its owner closing it. */
export type EndReason = 'signed-out' | 'forbidden' | 'gone' | 'error';

/** Receives whole snapshots; the first one comes at once, later ones at most every 250 ms while something changes. */
export interface Listener<T> {
  snapshot: (value: T) => void;
  /** Called at most once; nothing follows it. */
  ended: (reason: EndReason) => void;
}

export interface AppsSnapshot {
  apps: AppView[];
  stale: boolean;
}

export interface AppSnapshot {
  app: AppView;
  pods: PodView[];
  /** Newest first, at most 100. */
  events: EventView[];
  /** Newest first; none for who may not read logs. */
  crashes: CrashView[];
  stale: boolean;
}

/** An open subscription. */
export interface Subscription {
  close: () => void;
}

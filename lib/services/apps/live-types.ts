import type { z } from 'zod';
import type { appSchema, eventSchema, podSchema } from '@/lib/contract/apps';
import type { crashSchema } from '@/lib/contract/crashes';

export type AppView = z.output<typeof appSchema>;
export type PodView = z.output<typeof podSchema>;
export type EventView = z.output<typeof eventSchema>;
export type CrashView = z.output<typeof crashSchema>;

export interface AppSnapshot {
  app: AppView;
  pods: PodView[];
  /** Newest first, at most 100. */
  events: EventView[];
  /** Newest first; none for who may not read logs. */
  crashes: CrashView[];
  stale: boolean;
}

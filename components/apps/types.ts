import type { z } from 'zod';
import type { appSchema, eventSchema, podSchema, releaseSchema } from '@/lib/contract/apps';
import type { crashSchema } from '@/lib/contract/crashes';

export type AppView = z.output<typeof appSchema>;
export type PodView = z.output<typeof podSchema>;
export type CrashView = z.output<typeof crashSchema>;
export type EventView = z.output<typeof eventSchema>;
export type ReleaseView = z.output<typeof releaseSchema>;
export type Evidence = AppView['status']['evidence'][number];

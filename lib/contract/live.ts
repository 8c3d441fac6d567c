import { z } from 'zod';
import { nameSchema } from './common';

/** What a page can follow over /ws/live. */
const liveTopicSchema = z.discriminatedUnion('topic', [
  z.object({ topic: z.literal('apps'), project: nameSchema }),
  z.object({ topic: z.literal('app'), project: nameSchema, app: nameSchema }),
]);
export type LiveTopic = z.output<typeof liveTopicSchema>;

const idSchema = z.string().min(1).max(64);

/** What a page sends: one message for each subscription, and one to end it. */
export const liveRequestSchema = z.union([
  z.object({ subscribe: idSchema }).and(liveTopicSchema),
  z.object({ unsubscribe: idSchema }),
]);

/** What it gets back: whole snapshots, or why there will be none. */
export type LiveAnswer =
  | { id: string; data: unknown }
  | { id: string; error: { code: string; params: Record<string, string | number>; requestId: string } };

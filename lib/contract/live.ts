import { z } from 'zod';
import { nameSchema } from './common';

/** What a page can follow over /ws/live. */
const liveTopicSchema = z.discriminatedUnion('topic', [
  z.object({ topic: z.literal('apps'), project: nameSchema }),
  z.object({ topic: z.literal('reachability') }),
  z.object({ topic: z.literal('app'), project: nameSchema, app: nameSchema }),
]);
export type LiveTopic = z.output<typeof liveTopicSchema>;

/** What the topic `reachability` tells: `since` is when the silent thing was last heard of. */
export interface Reachability {
  database: { reachable: boolean; since: string | null };
  clusters: { name: string; title: string; reachable: boolean; since: string | null }[];
}

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

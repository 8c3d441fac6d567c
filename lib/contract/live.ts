import { z } from 'zod';
import type { FrameDelta, Frame, Keys } from '@/lib/domain/live';
import { ENVIRONMENTS } from '@/lib/domain/project';
import type { appSchema } from './apps';
import { nameSchema, searchSchema } from './common';
import type { getHome, needSchema, recentReleaseSchema } from './home';
import type { Answer } from './operation';
import { podSelection, type podRowSchema } from './pods';
import type { projectSchema } from './projects';
import type { shellSessionSchema } from './shells';

/** How many rows a page of a live list holds. */
export const LIVE_PAGE = 100;

/** Which page of a list is shown, from 1. */
const page = z.number().int().min(1).max(10_000).default(1);

/** What a page can follow over /ws/live. */
const liveTopicSchema = z.discriminatedUnion('topic', [
  z.object({ topic: z.literal('reachability') }),
  z.object({ topic: z.literal('app'), project: nameSchema, app: nameSchema }),
  z.object({ topic: z.literal('apps'), project: nameSchema, search: searchSchema.optional(), page }),
  z.object({ topic: z.literal('pods'), project: nameSchema, ...podSelection, page }),
  z.object({
    topic: z.literal('projects'),
    search: searchSchema.optional(),
    tenant: nameSchema.optional(),
    environment: z.enum(ENVIRONMENTS).optional(),
    page,
  }),
  z.object({ topic: z.literal('home') }),
  z.object({ topic: z.literal('shells'), project: nameSchema, page }),
]);

/** A topic as a page asks for it. */
export type LiveTopic = z.input<typeof liveTopicSchema>;
/** A topic as the server reads it: with its defaults. */
export type ReadTopic = z.output<typeof liveTopicSchema>;
export type TopicOf<T extends ReadTopic['topic']> = Extract<ReadTopic, { topic: T }>;

/** What the topic `reachability` tells: `since` is when the silent thing was last heard of. */
export interface Reachability {
  database: { reachable: boolean; since: string | null };
  clusters: { name: string; title: string; reachable: boolean; since: string | null }[];
}

type App = z.output<typeof appSchema>;

/** An app in a list of many. */
export interface AppRow {
  name: string;
  image: string;
  digest: string;
  status: Pick<App['status'], 'verdict' | 'reason' | 'message' | 'params' | 'replicas'>;
  release: { number: number; createdBy: string; createdAt: string } | null;
}

export type PodRow = z.output<typeof podRowSchema>;

export type ShellRow = z.output<typeof shellSessionSchema>;

/** What each topic of lists shows: its rows by list, and what stands beside them. */
export interface LiveRows {
  apps: { lists: { apps: AppRow }; info: { stale: boolean } };
  pods: {
    lists: { pods: PodRow };
    info: {
      /** True while the cluster can't be watched. */
      stale: boolean;
      /** False while it was never heard of: then there is nothing to show. */
      known: boolean;
      /** Pods of the project, whatever is searched for. */
      all: number;
      /** How many fit search and app, by state. */
      states: Record<string, number>;
      /** Apps that have pods. */
      apps: string[];
    };
  };
  /** `liveShells` are those that run, all of them; of those that are over a page. */
  shells: { lists: { liveShells: ShellRow; pastShells: ShellRow }; info: Record<string, never> };
  projects: { lists: { projects: z.output<typeof projectSchema> }; info: Record<string, never> };
  home: {
    lists: {
      needs: z.output<typeof needSchema>;
      projects: Answer<typeof getHome>['projects'][number];
      releases: z.output<typeof recentReleaseSchema>;
    };
    info: Omit<Answer<typeof getHome>, 'needs' | 'projects' | 'releases'>;
  };
}

const byId = (row: { id: string }) => row.id;
const byName = (row: { name: string }) => row.name;

/** How rows are told apart, by list. */
export const LIVE_KEYS = {
  apps: byName,
  pods: byName,
  projects: byName,
  liveShells: byId,
  pastShells: byId,
  needs: (row: z.output<typeof needSchema>) =>
    [row.kind, row.cluster, row.project, row.app, row.reason].join('/'),
  releases: (row: z.output<typeof recentReleaseSchema>) => `${row.project}/${row.app}#${row.number}`,
} satisfies Keys;

const idSchema = z.string().min(1).max(64);

/** What a page sends: one message for each subscription, and one to end it. */
export const liveRequestSchema = z.union([
  z.object({ subscribe: idSchema }).and(liveTopicSchema),
  z.object({ unsubscribe: idSchema }),
]);

/** What it gets back: whole snapshots of small things; of lists a frame and then what changes of it; or why there is no more. */
export type LiveAnswer =
  | { id: string; data: unknown }
  | { id: string; frame: Frame }
  | { id: string; delta: FrameDelta }
  | { id: string; error: { code: string; params: Record<string, string | number>; requestId: string } };

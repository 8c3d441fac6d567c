import { z } from 'zod';
import { db, type App, type Project } from '@/lib/db';
import { desiredSchema, RESTARTED_ANNOTATION, wantedReplicas, type Desired } from '@/lib/domain/app';
import { isProblem } from '@/lib/domain/problem';
import type { KubeClient, KubeObject } from '@/lib/kube';
import { desiredOf } from './rows';

/** What the cluster was asked for and may not have heard: kept beside what is known to be wanted. */
const pendingSchema = z.object({ pending: z.object({ desired: desiredSchema, at: z.coerce.date() }) });
type Pending = z.output<typeof pendingSchema>['pending'];

/** What an act asked of the cluster whose end is not known; null when there is none. */
export function pendingOf(app: Pick<App, 'desired'>): Pending | null {
  const parsed = pendingSchema.safeParse(app.desired);
  return parsed.success ? parsed.data.pending : null;
}

/** Puts on record what an act is about to ask, before the cluster hears of it: a crash in between is finished. */
export async function begin(app: Pick<App, 'id'>, before: Desired, after: Desired): Promise<void> {
  const desired = { ...before, pending: { desired: after, at: new Date().toISOString() } };
  await db().app.updateMany({ where: { id: app.id }, data: { desired } });
}

/** What is wanted from now on; nothing is pending any more. */
export async function settle(app: Pick<App, 'id'>, desired: Desired): Promise<void> {
  await db().app.updateMany({ where: { id: app.id }, data: { desired } });
}

/** What is wanted, asked of the cluster itself where an earlier act's end is not known; inside the app's lock. */
export async function settledDesired(
  client: KubeClient,
  project: Pick<Project, 'name'>,
  app: App,
): Promise<Desired> {
  const pending = pendingOf(app);
  if (!pending) return desiredOf(app);
  return (await isApplied(client, project, app, pending.desired)) ? pending.desired : desiredOf(app);
}

/** True when the cluster holds what was asked for; throws when it can't be asked. */
export async function isApplied(
  client: KubeClient,
  project: Pick<Project, 'name'>,
  app: Pick<App, 'name'>,
  asked: Desired,
): Promise<boolean> {
  const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: project.name, name: app.name };
  const live = await client.find<Live>(ref, AbortSignal.timeout(LOOK_MS));
  if (!live) return false;
  const restartedAt = live.spec.template.metadata.annotations?.[RESTARTED_ANNOTATION] ?? null;
  return holds({ wanted: live.spec.replicas, restartedAt }, asked);
}

/** True when a Deployment as it was seen is what was asked for. */
export function holds(seen: { wanted: number; restartedAt: string | null }, asked: Desired): boolean {
  return seen.wanted === wantedReplicas(asked) && seen.restartedAt === asked.restartedAt;
}

const LOOK_MS = 5000;
interface Live extends KubeObject {
  spec: { replicas: number; template: { metadata: { annotations?: Record<string, string> } } };
}

const NEVER_SENT = /^(ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ENETUNREACH)$/;

/** True for an error after which one object that was to be written surely was not: refused, or never sent. */
export function isSurelyNotDone(error: unknown): boolean {
  if (!isProblem(error)) return false;
  if (error.code === 'cluster.unreachable') return NEVER_SENT.test(String(error.params['detail']));
  return !['cluster.timeout', 'cluster.failed', 'internal'].includes(error.code);
}

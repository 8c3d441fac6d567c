import { isDeepStrictEqual } from 'node:util';
import { db, type Project } from '@/lib/db';
import { clusterCache } from '@/lib/kube';
import { log } from '@/lib/observability/log';
import { singleton } from '@/lib/runtime/singleton';
import { touchProject } from '@/lib/services/kernel';
import { observe, type ProjectView } from './observe';
import { tryAppLock } from './lock';
import { holds, pendingOf, settle } from './pending';
import { desiredOf, findApps, type AppRow } from './rows';
import { statusIn } from './status';
import { verdictDataOf, type VerdictData } from './verdict-data';
import type { StatusView } from './view';

/** Time alone changes a verdict too (patience with a probe, a new release's first look), so all are looked at so often. */
const SWEEP_MS = 20_000;

interface Tracked {
  sweptAt: number;
  /** Namespaces in which something has changed since the last look; a project's name is one on all clusters. */
  dirty: Set<string>;
  watched: Set<string>;
}

/**
 * Writes each app's verdict onto its newest release when it has changed, so that lists of many projects and the
 * history know it without asking the cluster.
 */
export async function trackVerdicts(signal?: AbortSignal): Promise<void> {
  const tracked = singleton<Tracked>('apps-tracked', () => ({
    sweptAt: 0,
    dirty: new Set(),
    watched: new Set(),
  }));
  const sweep = Date.now() - tracked.sweptAt > SWEEP_MS;
  if (sweep) tracked.sweptAt = Date.now();
  for (const project of await projectsToLookAt(tracked, sweep)) {
    if (signal?.aborted) return;
    try {
      await trackProject(project);
    } catch (error) {
      tracked.dirty.add(project.name);
      log.error('verdicts of a project could not be kept', { project: project.name, error });
    }
  }
}

async function projectsToLookAt(tracked: Tracked, sweep: boolean): Promise<Project[]> {
  for (const { name } of await db().cluster.findMany({ select: { name: true } })) watch(tracked, name);
  const unfinished = {
    releases: { some: { phase: 'applied' as const, OR: [{ verdict: null }, { verdict: 'progressing' }] } },
  };
  const names = [...tracked.dirty];
  // All of them, also of namespaces that are no project's; what changes from here on counts for the next look.
  tracked.dirty.clear();
  return db().project.findMany({
    where: sweep
      ? { apps: { some: {} } }
      : { OR: [{ name: { in: names }, apps: { some: {} } }, { apps: { some: unfinished } }] },
  });
}

function watch(tracked: Tracked, cluster: string): void {
  if (tracked.watched.has(cluster)) return;
  tracked.watched.add(cluster);
  const cache = clusterCache(cluster);
  for (const kind of [cache.deployments, cache.replicaSets, cache.pods]) {
    kind.subscribe(null, (change) => {
      if (change.type !== 'fresh') tracked.dirty.add(change.row.namespace);
    });
  }
}

async function trackProject(project: Project): Promise<void> {
  const view = await observe(project);
  // What is not watched now is not judged either.
  if (!view.known || view.stale) return;
  const rows = await findApps(project);
  await Promise.all(rows.map((row) => settlePending(view, row)));
  const changed = await Promise.all(rows.map((row) => trackApp(view, row)));
  if (changed.includes(true)) touchProject(project.id);
}

/** So long the cluster may still come to what it was asked and did not answer. */
const LATE_MS = 120_000;

/** Learns from the cluster how an act ended that it gave no answer to. */
async function settlePending(view: ProjectView, { app }: AppRow): Promise<void> {
  const pending = pendingOf(app);
  const { deployment } = view.of(app.name);
  if (!pending || !deployment) return;
  const done = holds(deployment, pending.desired);
  if (!done && Date.now() - pending.at.getTime() < LATE_MS) return;
  // Whoever is at it just now knows better.
  await tryAppLock(app.id, async (tx) => {
    const current = await tx.app.findUnique({ where: { id: app.id } });
    if (!current || pendingOf(current)?.at.getTime() !== pending.at.getTime()) return;
    await settle(app, done ? pending.desired : desiredOf(current));
  });
}

/** Keeps what is known of an app's newest release before another comes over it: the regular look may not have been yet. */
export async function keepVerdict(project: Project, row: AppRow): Promise<void> {
  const view = await observe(project);
  if (view.known && !view.stale) await trackApp(view, row);
}

async function trackApp(view: ProjectView, row: AppRow): Promise<boolean> {
  const { release } = row;
  if (!release || !['applied', 'failed'].includes(release.phase) || row.app.deletingAt) return false;
  const status = statusIn(view, row);
  const old = verdictDataOf(release);
  const data = dataOf(status, old);
  if (release.verdict === status.verdict && old && isSame(old, data)) return false;
  await db().release.updateMany({
    // Only as long as nothing newer has come over it.
    where: { id: release.id, phase: release.phase },
    data: {
      verdict: status.verdict,
      // What is told of a verdict is kept up to date; it is as old as its word.
      ...(release.verdict === status.verdict && old ? {} : { verdictAt: new Date() }),
      verdictData: data,
    },
  });
  return true;
}

function isSame(old: VerdictData, now: VerdictData): boolean {
  const told = ({ reason, message, params }: VerdictData) => ({ reason, message, params });
  return isDeepStrictEqual(told(old), told(now));
}

function dataOf(status: StatusView, old: VerdictData | null): VerdictData {
  const { reason, message, params, evidence } = status;
  const first = status.verdict === 'available' ? new Date().toISOString() : null;
  return { reason, message, params, evidence, availableAt: old?.availableAt ?? first };
}
